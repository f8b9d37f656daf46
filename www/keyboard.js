// Keys that work wherever the reader is, except where they write.

import { find } from './dom.js';

/**
 * @typedef {object} Deeds what the keys do
 * @property {(by: 1 | -1) => void} step to the next or previous attribution
 * @property {() => void} search
 * @property {() => void} release the choice
 * @property {() => void} undo
 * @property {(pane: string) => void} show a part of the page
 */

const PANES = ['article', 'table', 'people', 'pictures'];

/** @param {Deeds} deeds */
export function keyboard({ step, search, release, undo, show }) {
  const sheet = find('keys', HTMLDialogElement);
  find('help', HTMLButtonElement).addEventListener('click', () => sheet.showModal());
  document.addEventListener('keydown', (event) => {
    if (document.querySelector('dialog[open], [popover]:popover-open')) return;
    const writing = event.target instanceof Element && event.target.closest('textarea, input:not([type="checkbox"]), select');
    if (event.key === 'Escape') {
      if (!(event.target instanceof HTMLTextAreaElement)) release();
      return;
    }
    if (writing) return;
    const { key } = event;
    if ((event.ctrlKey || event.metaKey) && key === 'z') {
      undo();
      // The browser would undo what was typed into the editor last.
      event.preventDefault();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'j') step(1);
    else if (key === 'k') step(-1);
    else if (key === '?') sheet.showModal();
    else if (PANES[Number(key) - 1]) show(PANES[Number(key) - 1] ?? '');
    else if (key !== '/') return;
    else search();
    event.preventDefault();
  });
}
