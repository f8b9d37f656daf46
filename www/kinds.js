// What the kinds of paragraphs mean for the page: which of them stand together,
// as the items of a list do, and what parts a single one has.

/** @typedef {import('./pkg/whosaid.js').Paragraph} Paragraph */
/** @typedef {import('./pkg/whosaid.js').Span} Span */
/** @typedef {import('./reading.js').Reading} Reading */
/** @typedef {Paragraph['kind']} Kind */

/** @type {Record<Kind, string>} the kinds in words */
export const KINDS = {
  body: 'body',
  heading: 'heading',
  byline: 'byline',
  dateline: 'dateline',
  caption: 'caption',
  credit: 'credit',
  list_item: 'list item',
  pull_quote: 'pull quote',
  block_quote: 'block quotation',
  post: 'post',
  turn: 'turn',
  question: 'question',
  time: 'time',
  footnote: 'footnote',
};

/**
 * Paragraphs that stand together.
 *
 * @typedef {'list' | 'notes' | 'post' | 'quotation' | 'pull' | 'picture'} Together
 */

/** @type {Partial<Record<Kind, Together>>} */
const TOGETHER = {
  list_item: 'list',
  footnote: 'notes',
  post: 'post',
  block_quote: 'quotation',
  pull_quote: 'pull',
  caption: 'picture',
  credit: 'picture',
};

/** Most paragraphs that stand together; they are drawn in one go. */
const MOST = 32;

/**
 * A paragraph at its place in the report.
 *
 * @typedef {{ paragraph: Paragraph, index: number, name: Span | null }} Placed
 *   `name` is what it holds if it is a line that names who speaks in a neighbour
 *
 * @typedef {{ together: Together | null, members: Placed[] }} Group
 */

/**
 * The paragraphs of a reading in groups, in order; most are alone in theirs.
 *
 * @param {Reading} reading
 * @returns {Group[]}
 */
export function groups(reading) {
  const names = nameLines(reading);
  /** @type {Group[]} */
  const found = [];
  let before = null;
  for (const [index, paragraph] of reading.report.paragraphs.entries()) {
    const named = names.get(index);
    const together = named?.kind === 'post' ? 'post' : (TOGETHER[paragraph.kind] ?? null);
    const name = named?.label ?? null;
    // The posts of two authors are two posts.
    const key = together && `${together} ${(name ?? paragraph.label)?.[0]}`;
    const member = { paragraph, index, name };
    const last = found.at(-1);
    if (last && key && key === before && last.members.length < MOST) last.members.push(member);
    else found.push({ together, members: [member] });
    before = key;
  }
  return found;
}

/**
 * The paragraphs that are nothing but the name of who speaks in the one before
 * or after, with that one.
 *
 * @param {Reading} reading
 */
function nameLines(reading) {
  const { paragraphs } = reading.report;
  /** @type {Map<number, Paragraph>} */
  const lines = new Map();
  for (const [index, paragraph] of paragraphs.entries()) {
    const { label, span } = paragraph;
    if (!label || holds(span, label)) continue;
    for (const beside of [index - 1, index + 1]) {
      const line = paragraphs[beside];
      if (line && holds(line.span, label) && isNameLine(line, label)) lines.set(beside, paragraph);
    }
  }
  return lines;
}

/** Most characters of a line that names somebody: a name, a handle, an hour. */
const NAME_LINE = 90;

/**
 * @param {Paragraph} line
 * @param {Span} label that it holds
 */
function isNameLine({ kind, span: [start, end] }, label) {
  const isSaid = kind === 'turn' || kind === 'question';
  return !isSaid && end - start <= Math.max(NAME_LINE, label[1] - label[0]);
}

/**
 * @param {Span} outer
 * @param {Span} inner
 */
function holds(outer, inner) {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}

/**
 * A part of a paragraph: what opens it (a bullet; the label of a turn, the hour or
 * the office beside it, and its colon), a name anywhere else in it, or its words.
 *
 * @typedef {{ part: 'marker' | 'aside' | 'name' | 'colon' | 'words', span: Span }} Part
 */

/** A bullet, a number or a letter before an item of a list, with the white space after it. */
const MARKER = /^(?:[-–—•*·◦‣▪●○]|\(?(?:\d{1,3}|[a-z])[.)])\s+/;

/** What may follow the name in a label: “ (14:02)”, “, BBC News”. */
const ASIDE = /^(?:\s*\([^()]*\)|\s*\[[^[\]]*\]|,[^:.?!]*(?=:))+/;

/** What stands between the label of a turn and its words. */
const COLON = /^\s*[:.)\]*_|–—-][\s:.)\]*_|–—-]*/;

/** Most characters before a label that opens a paragraph: “[00:00:12] ”, “**”. */
const BEFORE = 16;

/** Most characters of an aside or a marker; no pattern looks further. */
const OPENING = 64;

/**
 * The parts of a paragraph, in order and without gaps.
 *
 * @param {Placed} placed
 * @param {Reading} reading
 * @returns {Part[]}
 */
export function parts({ paragraph, name }, { text }) {
  const { kind, span } = paragraph;
  const [start, end] = span;
  const label = name ?? paragraph.label;
  /** @type {Part[]} */
  const found = [];
  let at = start;
  /** @param {Part['part']} part @param {number} to */
  const take = (part, to) => {
    if (to > at) found.push({ part, span: [at, to] });
    at = Math.max(at, to);
  };
  const after = (/** @type {RegExp} */ pattern) => at + (pattern.exec(text.slice(at, Math.min(end, at + OPENING)))?.[0].length ?? 0);
  if (kind === 'list_item') take('marker', after(MARKER));
  if (label && holds([at, end], label)) {
    const opens = label[0] - at <= BEFORE;
    take(opens ? 'aside' : 'words', label[0]);
    take('name', label[1]);
    if (opens) {
      take('aside', after(ASIDE));
      take('colon', after(COLON));
    }
  }
  take('words', end);
  return found;
}
