// A stretch of an article on one line, for a cell, a title or a name.

/** @typedef {import('./reading.js').Reading} Reading */

/** Longest title, in characters. */
const TITLE = 120;

/**
 * The first line of an article, for a title.
 *
 * @param {Reading} reading
 */
export function headline(reading) {
  const [first] = reading.report.paragraphs;
  return shortened(first ? reading.shown(first.span) : reading.text, TITLE) || 'Article';
}

/**
 * White space as single spaces, control characters as `�`.
 *
 * @param {string} text
 */
export function oneLine(text) {
  return text
    .replace(/\p{White_Space}+/gu, ' ')
    .replace(/\p{Cc}/gu, '\uFFFD')
    .trim();
}

/**
 * One line of at most so many characters.
 *
 * @param {string} text
 * @param {number} most
 */
export function shortened(text, most) {
  const characters = [...oneLine(text)];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}
