// Articles come in by paste, drop or file, as text, HTML or Markdown, and leave
// as plain text. Of the two flavours that a clipboard mostly has, the better is
// taken: HTML tells an article from what stands around it, plain text is what
// the reader saw.

import { textOfClipping, textOfPage } from './html.js';
import { paragraphsOfMarkdown } from './markdown.js';

/** Largest file or text that is read; a book of text, far beyond any article. */
const MOST = 5 * 1024 * 1024;

/** Something that cannot be read; its message is meant for the reader. */
export class InputError extends Error {}

/**
 * The article on a clipboard or in a drag.
 *
 * @param {DataTransfer} data
 */
export function textFromTransfer(data) {
  const plain = normalized(data.getData('text/plain'));
  const html = data.getData('text/html');
  // Pictures can swell HTML beyond any text; where there is text, it will do.
  if (plain.length > MOST || (html.length > MOST && !plain.trim())) {
    throw new InputError('This text is larger than 5 MB, more than can be read at once. Paste a part of it.');
  }
  if (!html || html.length > MOST || isCode(data, html)) return plain;
  const { text, page } = textOfClipping(html);
  const rich = normalized(text);
  return !plain.trim() || (page ? isPartOf : isBetter)(rich, plain) ? rich : plain;
}

/**
 * The article in a text, HTML or Markdown file.
 *
 * @param {File} file
 */
export async function textFromFile(file) {
  const html = /\.html?$/i.test(file.name) || file.type === 'text/html';
  const markdown = /\.(md|markdown)$/i.test(file.name) || file.type === 'text/markdown';
  if (!html && !markdown && !/\.(txt|text)$/i.test(file.name) && !file.type.startsWith('text/')) {
    throw new InputError(`“${file.name}” is neither a text nor an HTML file.`);
  }
  if (file.size > MOST) throw new InputError(`“${file.name}” is larger than 5 MB.`);
  const content = normalized(decode(new Uint8Array(await file.arrayBuffer())));
  if (html) return normalized(textOfPage(content));
  return markdown ? together(paragraphsOfMarkdown(content)) : content;
}

/** Longest stretch of work before the browser gets a turn; half a frame at 60 Hz. */
const SLICE_MS = 8;

/**
 * Joins paragraphs into a text, and pauses often enough for the page to stay usable.
 *
 * @param {Iterable<string>} paragraphs
 */
async function together(paragraphs) {
  const text = [];
  let deadline = performance.now() + SLICE_MS;
  for (const paragraph of paragraphs) {
    text.push(paragraph);
    if (performance.now() < deadline) continue;
    await new Promise((resolve) => setTimeout(resolve));
    deadline = performance.now() + SLICE_MS;
  }
  return text.join('\n\n');
}

/**
 * Whether the HTML is from an editor of code or a terminal: it paints lines,
 * and knows nothing of paragraphs.
 *
 * @param {DataTransfer} data
 * @param {string} html
 */
function isCode(data, html) {
  if (data.types.some((type) => type.includes('vscode'))) return true;
  const start = html
    .slice(0, 4000)
    .replace(/<!--[^>]*-->|<\/?(?:html|head|body|meta)\b[^>]*>/gi, '')
    .trimStart();
  if (start.startsWith('<pre')) return true;
  const [outermost = ''] = start.match(/^<[^>]*>/) ?? [];
  return /font-family:[^;]*(?:monospace|consolas|menlo|courier)/i.test(outermost) && /white-space:\s*pre/i.test(outermost);
}

/** What share of the words the other flavour must have, for it to be the same text. */
const SAME = 0.9;

/** What share of the words in plain text its HTML may leave out unseen. */
const LEFT_OUT = 0.5;

/** How many words a sentence has that must not be lost. */
const SENTENCE_WORDS = 12;

/**
 * Whether the text from HTML is the article in the plain text: it says the
 * same, and what it left out is less than half or else no sentences.
 *
 * @param {string} rich
 * @param {string} plain
 */
function isBetter(rich, plain) {
  if (!isPartOf(rich, plain)) return false;
  const inRich = counts(rich);
  const inPlain = counts(plain);
  if (shared(inRich, inPlain) >= totalOf(inPlain) * (1 - LEFT_OUT)) return true;
  return plain.split('\n').every((line) => {
    const words = wordsOf(line);
    const lost = words.filter((word) => !inRich.has(word)).length;
    return lost * 2 < words.length || words.length < SENTENCE_WORDS || !/[.!?…]["'”’)]*\s*$/.test(line);
  });
}

/**
 * Whether the text from HTML says the same as the plain text, or a part of it.
 * Of a whole page a part is wanted: what it leaves out are menus and teasers.
 *
 * @param {string} rich
 * @param {string} plain
 */
function isPartOf(rich, plain) {
  const inRich = counts(rich);
  return inRich.size > 0 && shared(inRich, counts(plain)) >= totalOf(inRich) * SAME;
}

/** @typedef {Map<string, number>} Counts how often a text has each of its words */

/** @param {Counts} counts */
function totalOf(counts) {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

/**
 * How many words two texts have in common.
 *
 * @param {Counts} some
 * @param {Counts} others
 */
function shared(some, others) {
  return [...some].reduce((common, [word, count]) => common + Math.min(count, others.get(word) ?? 0), 0);
}

/** @param {string} text */
function wordsOf(text) {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** @param {string} text */
function counts(text) {
  /** @type {Counts} */
  const counts = new Map();
  for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/**
 * One kind of line break, no lone surrogates and no byte order mark: the
 * offsets in a report then fit the text in the page, the editor and a link.
 *
 * @param {string} text
 */
export function normalized(text) {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}

/**
 * The characters in a file. Files older than UTF-8 are mostly Windows-1252,
 * which can hold any bytes, so it comes last.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
function decode(bytes) {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
