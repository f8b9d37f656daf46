// The menu of files to take away.

import { find, hit } from './dom.js';
import { annotatedHtml, csv, download, fileName, json, markdown } from './export.js';

/** @typedef {import('./reading.js').Reading} Reading */

/** @type {Record<string, { extension: string, type: string, make: (reading: Reading) => string | Promise<string> }>} */
const FORMATS = {
  csv: { extension: 'csv', type: 'text/csv', make: csv },
  markdown: { extension: 'md', type: 'text/markdown', make: markdown },
  html: { extension: 'html', type: 'text/html', make: annotatedHtml },
  json: { extension: 'json', type: 'application/json', make: json },
};

/** @param {() => Reading | null} current what is shown when the reader chooses */
export function exporting(current) {
  const menu = find('exports', HTMLElement);
  const button = find('export', HTMLButtonElement);
  menu.addEventListener('beforetoggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === 'open') placeBelow(menu, button);
  });
  menu.addEventListener('click', async (event) => {
    const format = hit(event, '[data-format]')?.dataset.format;
    const reading = current();
    if (!format || !reading) return;
    menu.hidePopover();
    if (format === 'print') return print();
    const { extension, type, make } = FORMATS[format] ?? { extension: '', type: '', make: json };
    download(fileName(reading, extension), type, await make(reading));
  });
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
