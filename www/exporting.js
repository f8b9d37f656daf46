// The menu of files to take away.

import { find, hit } from './dom.js';
import { annotatedHtml, csv, download, fileName, json, markdown } from './export.js';
import { counted } from './reading.js';

/** @typedef {import('./pkg/whosaid.js').Quote} Quote */
/** @typedef {import('./reading.js').Reading} Reading */

/** @type {Record<string, { extension: string, type: string, make: (reading: Reading, shown: Quote[]) => string | Promise<string> }>} */
const FORMATS = {
  csv: { extension: 'csv', type: 'text/csv', make: csv },
  markdown: { extension: 'md', type: 'text/markdown', make: (reading) => markdown(reading) },
  html: { extension: 'html', type: 'text/html', make: (reading) => annotatedHtml(reading) },
  json: { extension: 'json', type: 'application/json', make: json },
};

/**
 * @param {{ readonly reading: Reading | null, readonly shown: (quote: Quote) => boolean }} state
 *   what is shown when the reader chooses
 */
export function exporting(state) {
  const menu = find('exports', HTMLElement);
  const button = find('export', HTMLButtonElement);
  const shown = () => state.reading?.report.quotes.filter(state.shown) ?? [];
  menu.addEventListener('beforetoggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== 'open') return;
    find('rows', HTMLElement).textContent = rows(shown().length, state.reading?.report.quotes.length ?? 0);
    placeBelow(menu, button);
  });
  menu.addEventListener('click', async (event) => {
    const format = hit(event, '[data-format]')?.dataset.format;
    const { reading } = state;
    if (!format || !reading) return;
    menu.hidePopover();
    if (format === 'print') return print();
    const { extension, type, make } = FORMATS[format] ?? { extension: '', type: '', make: json };
    download(fileName(reading, extension), type, await make(reading, shown()));
  });
}

/**
 * What the table leaves out while filters narrow it, the file leaves out too.
 *
 * @param {number} shown
 * @param {number} all
 */
function rows(shown, all) {
  return shown < all ? `, ${shown} of ${counted(all, 'row')}` : '';
}

/**
 * A menu lies above the page, so it has to be told where its button is.
 *
 * @param {HTMLElement} menu
 * @param {HTMLElement} button
 */
function placeBelow(menu, button) {
  const { bottom, right } = button.getBoundingClientRect();
  menu.style.top = `${bottom + 4}px`;
  menu.style.right = `${Math.max(8, document.documentElement.clientWidth - right)}px`;
}
