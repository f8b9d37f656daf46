// A link that carries an article: `#v1=` and the base64url of its raw-deflated
// UTF-8. It stays in the fragment, which browsers never send. A link is a
// stranger's input: both its sizes are capped and its bytes are validated.

const PREFIX = '#v1=';

/** Longest payload that a link may carry, in characters of base64url. */
const MAX_PAYLOAD = 512 * 1024;

/** Longest article that a link may unfold to, in bytes of UTF-8. */
const MAX_ARTICLE = 2 * 1024 * 1024;

/** A link that cannot be made or opened; its message is meant for the reader. */
export class LinkError extends Error {}

/**
 * Whether this fragment is a link to an article, of whatever version.
 *
 * @param {string} hash
 */
export function isLink(hash) {
  return /^#v\d+=/.test(hash);
}

/**
 * The fragment that carries `text`.
 *
 * @param {string} text
 * @returns {Promise<string>}
 */
export async function encode(text) {
  return PREFIX + (await packed(text));
}

/**
 * The text that a fragment carries.
 *
 * @param {string} hash
 * @returns {Promise<string>}
 */
export async function decode(hash) {
  if (!hash.startsWith(PREFIX)) {
    throw new LinkError('This link was made by a newer Whosaid. Reload the page and open it again.');
  }
  return unpacked(hash.slice(PREFIX.length));
}

/**
 * A text as the payload of a link.
 *
 * @param {string} text
 */
export async function packed(text) {
  const deflated = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const payload = toBase64url(new Uint8Array(await new Response(deflated).arrayBuffer()));
  if (payload.length > MAX_PAYLOAD) {
    throw new LinkError('This text is too long for a link. Send it as a file instead.');
  }
  return payload;
}

/**
 * The text in the payload of a link.
 *
 * @param {string} payload
 */
export async function unpacked(payload) {
  if (payload.length > MAX_PAYLOAD) throw new LinkError('This link is too long to open.');
  try {
    const bytes = await inflate(fromBase64url(payload));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError('This link is damaged; it may have been cut off on its way. Ask for it again, or paste the article itself.');
  }
}

/**
 * What to tell somebody who is about to send a link of this length.
 *
 * @param {number} length in characters
 */
export function advice(length) {
  if (length > 8000) return 'Many chat and mail programs cut links this long off; try it before you rely on it.';
  if (length > 2000) return 'Some chat programs stop at 2,000 characters.';
  return '';
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function inflate(bytes) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(chunks).arrayBuffer();
    size += value.length;
    if (size > MAX_ARTICLE) {
      await reader.cancel();
      throw new LinkError('The text in this link is too long to open.');
    }
    chunks.push(value);
  }
}

/** How many bytes become characters at once; a call takes only so many arguments. */
const CHUNK = 0x8000;

/** @param {Uint8Array} bytes */
function toBase64url(bytes) {
  let binary = '';
  for (let i = 0; i < bytes.length; i += CHUNK) binary += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @param {string} payload */
function fromBase64url(payload) {
  if (!/^[\w-]*$/.test(payload)) throw new Error('not base64url');
  const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
