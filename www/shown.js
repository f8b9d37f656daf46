// What a reader sees of a text that was pasted. The analyzer joins the lines that
// a program broke and leaves page numbers, hyphens at the ends of lines and the
// like out (`layout.omitted` in the report); spans slice the text as pasted.
// `src/report/shown.rs` has the same rule for the terminal.

/** @typedef {import('./pkg/whosaid.js').Span} Span */

const BREAK = /[\n\v\f\r\u0085\u2028\u2029]/;

/** Characters without width that only tell where a line may break. */
const HINTS = /[\u00AD\u200B\u2060\uFEFF]/g;

/** What has any of those is not shown as it was pasted. */
const CHANGED = /[\n\v\f\r\u0085\u2028\u2029\u00AD\u200B\u2060\uFEFF]/;

/**
 * The words of a span as they are seen: without what is omitted, a line break
 * as one space.
 *
 * @param {string} text as it was pasted
 * @param {Span} span
 * @param {Span[]} omitted in order
 */
export function shown(text, span, omitted) {
  const words = pieces(span, omitted)
    .map(([start, end]) => text.slice(start, end))
    .join('');
  return CHANGED.test(words) ? words.replace(HINTS, '').replace(/[\s\u0085]+/g, (space) => (BREAK.test(space) ? ' ' : space)) : words;
}

/**
 * The stretches of a span that are seen, in order.
 *
 * @param {Span} span
 * @param {Span[]} omitted in order
 * @returns {Span[]}
 */
export function pieces([start, end], omitted) {
  /** @type {Span[]} */
  const seen = [];
  let from = start;
  for (let index = firstAfter(omitted, start); from < end; index++) {
    const [gap, next] = omitted[index] ?? [end, end];
    if (gap > from) seen.push([from, Math.min(gap, end)]);
    from = Math.max(from, next);
    if (gap >= end) break;
  }
  return seen;
}

/**
 * Index of the first span that ends after an offset.
 *
 * @param {Span[]} spans in order
 * @param {number} offset
 */
function firstAfter(spans, offset) {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.[1] ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
