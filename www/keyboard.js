// Keys that work wherever the reader is, except where they write.

import { find } from './dom.js';

/**
 * @typedef {object} Deeds what the keys do
 * @property {(by: 1 | -1) => void} step to the next or previous attribution
 * @property {() => void} search
 * @property {() => void} leave the search
 * @property {() => void} release the choice
 * @property {() => void} undo
 * @property {() => boolean} untouched whether the editor is empty and the browser has nothing to undo in it
 * @property {(pane: string) => void} show a part of the page
 */

const PANES = ['article', 'table', 'people', 'pictures'];

/** @param {Deeds} deeds */
export function keyboard({ step, search, leave, release, undo, untouched, show }) {
  const sheet = find('keys', HTMLDialogElement);
  find('help', HTMLButtonElement).addEventListener('click', () => sheet.showModal());
  document.addEventListener('keydown', (event) => {
    if (document.querySelector('dialog[open], [popover]:popover-open')) return;
    const writing = event.target instanceof Element && event.target.closest('textarea, input:not([type="checkbox"]), select');
    const editing = event.target instanceof HTMLTextAreaElement;
    if (event.key === 'Escape') {
      if (event.target instanceof HTMLInputElement && event.target.type === 'search' && !event.target.value) leave();
      else if (!editing) release();
      return;
    }
    if (isUndo(event) && (!writing || (editing && untouched()))) {
      undo();
      // The browser would undo what was typed into the editor last.
      event.preventDefault();
    }
    if (writing) return;
    const { key } = event;
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

/**
 * Ctrl+Z, with Caps Lock too; with Shift it means the opposite.
 *
 * @param {KeyboardEvent} event
 */
function isUndo({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  return (ctrlKey || metaKey) && !shiftKey && !altKey && key.toLowerCase() === 'z';
}
