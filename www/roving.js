// Many buttons, one tab stop: Tab enters the group where the reader left it,
// the arrow keys move inside.

import { hit } from './dom.js';

/** @type {Record<string, (index: number, last: number) => number>} */
const MOVES = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowRight: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  ArrowLeft: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * Makes the buttons in a container one group. They are made with `tabindex` −1;
 * `start` must be called once they are there.
 *
 * @param {HTMLElement} container
 * @param {string} selector which elements belong to the group
 */
export function roving(container, selector) {
  /** @type {HTMLElement | null} */
  let stop = null;

  const shown = () => {
    const members = /** @type {HTMLElement[]} */ ([...container.querySelectorAll(selector)]);
    return members.filter((member) => !member.closest('[hidden]'));
  };

  /** @param {HTMLElement} element */
  const settle = (element) => {
    if (stop) stop.tabIndex = -1;
    stop = element;
    stop.tabIndex = 0;
  };

  container.addEventListener('focusin', (event) => {
    const element = hit(event, selector);
    if (element) settle(element);
  });
  container.addEventListener('keydown', (event) => {
    const element = hit(event, selector);
    const move = MOVES[event.key];
    if (!element || !move || event.ctrlKey || event.metaKey || event.altKey) return;
    const members = shown();
    event.preventDefault();
    members[move(members.indexOf(element), members.length - 1)]?.focus();
  });

  return {
    /** Puts the tab stop on the first element that is shown. */
    start() {
      const [first] = shown();
      if (first) settle(first);
    },
    settle,
  };
}
