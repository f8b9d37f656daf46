// What is read while it is measured.

import { readFile } from 'node:fs/promises';

/** Articles of our own; a text for measuring repeats them. */
const ARTICLES = ['border-talks', 'marks', 'wire-crlf'];

const read = (/** @type {string} */ name) => readFile(new URL(`../tests/articles/${name}.txt`, import.meta.url), 'utf8');
const paragraphs = (await Promise.all(ARTICLES.map(read)))
  .join('\n')
  .split(/\r?\n/)
  .filter((paragraph) => paragraph.trim());

/** A text of about so many words, in whole paragraphs. */
export function textOf(/** @type {number} */ words) {
  const text = [];
  for (let at = 0, count = 0; count < words; at++) {
    const paragraph = paragraphs[at % paragraphs.length];
    count += paragraph.split(/\s+/).length;
    text.push(paragraph);
  }
  return text.join('\n\n');
}
