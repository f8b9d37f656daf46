// Puts a result into a file of the reader's own.

import { headline } from './line.js';

/** @typedef {import('./reading.js').Reading} Reading */

/** Longest name of a file, in characters; every file system takes that. */
const LONGEST = 60;

/** Names that Windows keeps for devices. */
const RESERVED = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])$/i;

/** How long a browser gets to start the download, before the content is let go. */
const GRACE_MS = 60_000;

/**
 * A name for a file about this article: its first words, of letters, digits and
 * hyphens only.
 *
 * @param {Reading} reading
 * @param {string} extension without the dot
 * @param {string} title
 */
export function fileName(reading, extension, title = headline(reading)) {
  const words = title
    .normalize('NFC')
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(Boolean);
  const room = LONGEST - extension.length - 1;
  let name = '';
  for (const word of words) {
    const longer = name ? `${name}-${word}` : [...word].slice(0, room >> 1).join('');
    if (longer.length > room) break;
    name = longer;
  }
  if (RESERVED.test(name)) name = `article-${name}`;
  return `${name || 'article'}.${extension}`;
}

/**
 * Saves content under a name, as if the reader had followed a link to it.
 *
 * @param {string} name
 * @param {string} type MIME type
 * @param {string | Blob} content
 */
export function download(name, type, content) {
  const link = document.createElement('a');
  const blob = content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` });
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), GRACE_MS);
}
