// Of the lines in the element that holds an article, those that tell its story.
// The paragraphs of a story stand in elements of one kind, or of a few. What
// stands between them in elements of another kind is a teaser, a caption or an
// appeal; before the first of them come the byline and the date, after the last
// a note on the author, and how to write or to subscribe.

import { isFurnitureLine, isRunning } from './furniture.js';
import { isTime } from './lines.js';

/** @typedef {import('./lines.js').Line} Line */

/** A kind of element tells the story if it holds this share of the running text. */
const TELLING = 0.07;

/** Such elements together hold at least this share of it; else the page has no order that could be trusted. */
const CLEAR = 0.7;

/** What a program should have made something of: an address, or `[button link=…]`. */
const SCRAP = /^(?:https?:\/\/\S|\[[a-z_-]+ [a-z_-]+=)/i;

/**
 * @param {Line[]} lines those after the headline
 * @param {string} headline
 */
export function storyOf(lines, headline) {
  const left = lines.filter((line, index) => line.letters > 0 && !SCRAP.test(line.text) && !isFurnitureLine(line, lines[index + 1]));
  const kindOf = kindsOf();
  const kinds = tellingKinds(left, kindOf);
  const tells = (/** @type {Line | undefined} */ line) => line !== undefined && isRunning(line.text) && kinds.has(kindOf(line));
  const first = left.findIndex(tells);
  if (first < 0) return left;
  const end = endOf(left, first);
  const last = left.findLastIndex((line, index) => index < end && tells(line));
  const beside = neighbours(left.filter(tells));
  const title = wordsOf(headline);
  return left.slice(0, end).filter((line, index) => {
    const home = kinds.has(kindOf(line));
    // Without a headline elsewhere it may be among these.
    if (index < first && !title) return home && !isByline(line.text);
    if (index < first) return !isTitle(line, title) && isLead(line, home, beside, index + 1 === first);
    if (index > last) return isEnd(line, home);
    if (isHeading(line)) return (home || tells(left[index + 1])) && !isTitle(line, title);
    return home || line.quote !== null || line.cell || line.block === 'LI' || isTime(line.text);
  });
}

/**
 * The kinds of elements that hold the story.
 *
 * @param {Line[]} lines
 * @param {(line: Line) => string} kindOf
 */
function tellingKinds(lines, kindOf) {
  /** @type {Map<string, number>} */
  const kinds = new Map();
  let all = 0;
  for (const line of lines) {
    const running = isRunning(line.text) ? line.text.length : 0;
    const kind = kindOf(line);
    kinds.set(kind, (kinds.get(kind) ?? 0) + running);
    all += running;
  }
  const telling = [...kinds].filter(([, running]) => running > all * TELLING);
  const told = telling.reduce((sum, [, running]) => sum + running, 0);
  return new Set((told > all * CLEAR ? telling : [...kinds]).map(([kind]) => kind));
}

/** Longest names of an element that are compared, in characters. */
const LONGEST_NAMES = 200;

/**
 * Says of what kind the elements of lines are. They are of one kind if they, and
 * those around them, have the same names but for numbers in them.
 */
function kindsOf() {
  const names = (/** @type {Element | null | undefined} */ element) =>
    `${element?.tagName}.${(element?.getAttribute('class') ?? '').slice(0, LONGEST_NAMES)}`.replace(/\d+/g, '#');
  /** @type {Map<Element | null, string>} */
  const known = new Map();
  return (/** @type {Line} */ { home }) => {
    const kind = known.get(home) ?? `${names(home)} ${names(home?.parentElement)}`;
    known.set(home, kind);
    return kind;
  };
}

/**
 * The elements that hold lines, and those around them.
 *
 * @param {Line[]} lines
 */
function neighbours(lines) {
  return new Set(lines.flatMap(({ home }) => [home, home?.parentElement]));
}

/**
 * Whether a line before the story belongs to it, as a lead in larger letters does.
 *
 * @param {Line} line
 * @param {boolean} home whether it stands in an element that holds the story
 * @param {Set<Element | null | undefined>} beside elements around those
 * @param {boolean} next whether the story follows at once
 */
function isLead(line, home, beside, next) {
  if (/^H[1-6]$/.test(line.block) || isTime(line.text)) return next;
  if (isByline(line.text)) return false;
  return home ? line.block === 'P' || isSentence(line.text) : isRunning(line.text) && beside.has(line.home?.parentElement);
}

/** Where so much of a line after the story is linked, it leads elsewhere. */
const LEADING_AWAY = 0.4;

/**
 * Whether a line after the last running text belongs to the story, as a table of
 * results does.
 *
 * @param {Line} line
 * @param {boolean} home whether it stands in an element that holds the story
 */
function isEnd(line, home) {
  if (/^H[1-6]$/.test(line.block)) return false;
  if (line.block === 'LI' && line.linked > line.letters * LEADING_AWAY) return false;
  return home || line.quote !== null || line.cell;
}

/**
 * Where the story ends: before appeals and notes on its author.
 *
 * @param {Line[]} lines
 * @param {number} first the first that surely tells it
 */
function endOf(lines, first) {
  let end = lines.length;
  while (end > first + 1 && isAppeal(lines[end - 1])) end -= 1;
  return end;
}

/** Longest appeal, in characters. */
const LONGEST_APPEAL = 300;

const APPEALS = new RegExp(
  [
    '\\b(?:subscribe|sign up|newsletters?|share it with|letters to the editor)\\b',
    '\\bfollow .{1,60} on (?:twitter|facebook|instagram|x)\\b|\\blisten to .{1,60} live\\b',
    '\\b(?:write|reach|email|contact) .{1,80}(?:@|\\bat\\b|\\bon twitter)|\\S@\\S+\\.\\S',
    "\\bis (?:an?|the|\\S+[’']s) .{0,80}\\b(?:reporter|writer|editor|correspondent|columnist|author|journalist|professor|producer|contributor|curator)\\b",
  ].join('|'),
  'i',
);

/** @param {Line | undefined} line */
function isAppeal(line) {
  return line !== undefined && line.text.length <= LONGEST_APPEAL && !/[“"]/.test(line.text) && APPEALS.test(line.text);
}

/** Longest line that is looked at for a date, in characters. */
const LONGEST_BYLINE = 200;

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const DAY = '\\d{1,2}(?:st|nd|rd|th)?';
const YEAR = '(?:19|20)\\d\\d';

const BYLINE = new RegExp(
  `^(?:(?:posted|written) )?by |\\b\\d{1,2}[./-]\\d{1,2}[./-](?:19|20)?\\d\\d\\b|\\b${YEAR}-\\d\\d-\\d\\d\\b|\\b${MONTH} ${DAY},? ${YEAR}|\\b${DAY} ${MONTH},? ${YEAR}`,
  'i',
);

/** @param {string} text of a line before the story */
function isByline(text) {
  return text.length <= LONGEST_BYLINE && BYLINE.test(text);
}

/** Fewest characters of a line that is a sentence whether or not it ends like one. */
const SENTENCE = 50;

/** @param {string} text */
function isSentence(text) {
  return text.length >= SENTENCE || /[.!?…]["'”’)\]]*$/.test(text);
}

/** @param {Line} line */
function isHeading({ block, home }) {
  return (
    /^H[1-6]$/.test(block) ||
    (block === 'DIV' && /sub-?head|headline|heading|cross-?head/i.test(home?.getAttribute('class')?.slice(0, LONGEST_NAMES) ?? ''))
  );
}

/**
 * @param {Line} line
 * @param {string} title the words of the headline
 */
function isTitle({ text }, title) {
  return wordsOf(text) === title;
}

/** @param {string} text */
function wordsOf(text) {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
