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
  const posts = postsOf(reading);
  /** @type {Group[]} */
  const found = [];
  let before = null;
  for (const [index, paragraph] of reading.report.paragraphs.entries()) {
    const post = posts.get(index);
    const together = post === undefined ? (TOGETHER[paragraph.kind] ?? null) : 'post';
    // The posts of two authors are two posts.
    const key = together && `${together} ${post ?? paragraph.label?.[0]}`;
    const member = { paragraph, index, name: names.get(index) ?? null };
    const last = found.at(-1);
    if (last && key && key === before && last.members.length < MOST) last.members.push(member);
    else found.push({ together, members: [member] });
    before = key;
  }
  return found;
}

/** Kinds of lines about a post; the network's own are posts, too. */
const ABOUT = /** @type {Kind[]} */ (['post', 'byline', 'dateline', 'credit', 'time']);

/** How far from the line with its author a post may be, in paragraphs. */
const NEAR = 8;

/**
 * The paragraphs that make up posts, each with the place of its author's name:
 * the words, the line with the name, and what the network put in between and after.
 *
 * @param {Reading} reading
 */
function postsOf(reading) {
  const { paragraphs } = reading.report;
  /** @type {Map<number, number>} */
  const posts = new Map();
  const isPart = (/** @type {number} */ index) => ABOUT.includes(paragraphs[index]?.kind ?? 'body');
  for (const [index, { kind, label }] of paragraphs.entries()) {
    if (kind !== 'post') continue;
    const author = label?.[0] ?? posts.get(index - 1);
    if (author === undefined) continue;
    posts.set(index, author);
    const line = label ? reading.paragraphAt(label[0]) : index;
    const way = [];
    for (let at = line; at !== index && way.length < NEAR; at += Math.sign(index - line)) way.push(at);
    if (Math.abs(index - line) <= NEAR && way.every(isPart)) for (const at of way) posts.set(at, author);
  }
  return posts;
}

/** Most characters beside the name in a line about a post: a handle, an hour. */
const BESIDE = 80;

/** Most characters beside the name in any other line that is but a name: a dash, a colon. */
const MARKS = 3;

/**
 * The paragraphs that are nothing but the name of who speaks near them, with the
 * place of that name.
 *
 * @param {Reading} reading
 */
function nameLines(reading) {
  const { paragraphs } = reading.report;
  /** @type {Map<number, Span>} */
  const lines = new Map();
  for (const [index, { label }] of paragraphs.entries()) {
    if (!label) continue;
    const at = reading.paragraphAt(label[0]);
    const line = paragraphs[at];
    if (!line || !holds(line.span, label) || Math.abs(at - index) > NEAR) continue;
    const rest = line.span[1] - line.span[0] - (label[1] - label[0]);
    const isAbout = at !== index && ABOUT.includes(line.kind);
    if (rest <= (isAbout ? BESIDE : MARKS)) lines.set(at, label);
  }
  return lines;
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
