// What was done to the lines of a text before it was read, in words.

import { counted } from './reading.js';

/** @typedef {import('./pkg/whosaid.js').Span} Span */
/** @typedef {import('./reading.js').Reading} Reading */

/**
 * What was joined and left out; empty if the text is shown as it was pasted.
 *
 * @param {Reading} reading
 */
export function joining({ text, report: { layout } }) {
  const left = layout.omitted.filter((span) => /[\p{L}\p{N}]/u.test(text.slice(...span)));
  const lines = left.filter((span) => isAlone(text, span)).length;
  const done = [
    ...(layout.lines_joined > 0 ? [counted(layout.lines_joined, 'break')] : []),
    ...(lines > 0 ? [`${counted(lines, 'page header')} or page ${lines === 1 ? 'number' : 'numbers'} left out`] : []),
    ...(left.length > lines ? [`${counted(left.length - lines, 'footnote sign')} left out`] : []),
  ];
  if (done.length === 0) return '';
  return `${layout.lines_joined > 0 ? 'Lines were joined' : 'This is not quite as it was pasted'}: ${done.join(', ')}.`;
}

/** How far a page number may be indented, in characters; no further is looked. */
const MARGIN = 200;

/**
 * Whether nothing else stands on a line.
 *
 * @param {string} text
 * @param {Span} span
 */
function isAlone(text, [start, end]) {
  const before = text.slice(Math.max(0, start - MARGIN), start).split(/[\n\r]/);
  const after = text.slice(end, end + MARGIN).split(/[\n\r]/);
  return before.at(-1)?.trim() === '' && after[0]?.trim() === '';
}
