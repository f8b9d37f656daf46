// The service worker: keeps the page's own files for when there is no network,
// and takes what other apps share with the page. What is listed is kept, what
// is shared is not: no text that anybody reads is ever stored.

import { encode } from './link.js';

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/**
 * What the page consists of; the build (`xtask/src/dist.rs`) puts it here.
 *
 * The version changes when any file does; a hashed file's name changes with its
 * content, a plain one's does not.
 *
 * @type {{ version: string, hashed: string[], plain: string[] }}
 */
const { version, hashed, plain } = /** @type {any} */ (globalThis).BUILD;

const scope = worker.registration.scope;

/** Several copies of the page may live on one host, and share its caches. */
const OURS = `whosaid ${scope} `;
const CACHE = OURS + version;

/** @param {string} file */
const addressOf = (file) => new URL(file, scope).href;
const PAGE = addressOf('./');
const INDEX = addressOf('index.html');
const SHARE = addressOf('share');
const kept = new Set([...hashed, ...plain].map(addressOf));

/** Most that can be shared, in UTF-16 code units of text or bytes of a file; as much as a link may hold. */
const MAX_SHARED = 2 * 1024 * 1024;

/** A page of its own, because only a link could bring a message to ours. */
const REFUSAL = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<title>Whosaid</title><link rel="icon" href="data:,">
<p>This is too long to be shared, or cannot be read.</p>
<p><a href="./">Open Whosaid</a>, and paste it there or open it as a file.</p></html>`;

worker.addEventListener('install', (event) => event.waitUntil(store()));
worker.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
worker.addEventListener('message', ({ data }) => {
  if (data === 'activate') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = withoutQuery(request.url);
  if (request.method === 'POST' && address === SHARE) event.respondWith(receive(request));
  if (request.method !== 'GET') return;
  const isPage = request.mode === 'navigate' && (address === PAGE || address === INDEX);
  if (isPage) event.respondWith(fromCache(PAGE, request));
  else if (kept.has(address)) event.respondWith(fromCache(address, request));
});

async function store() {
  const cache = await caches.open(CACHE);
  await Promise.all([
    ...hashed.map(async (file) => {
      const address = addressOf(file);
      // The version before may have it already.
      const same = await caches.match(address);
      await (same ? cache.put(address, same) : cache.add(address));
    }),
    // Their names stay, so the browser may hold an old one.
    ...plain.map((file) => cache.add(new Request(addressOf(file), { cache: 'no-cache' }))),
  ]);
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
}

/**
 * @param {string} address
 * @param {Request} request
 */
async function fromCache(address, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address, { ignoreVary: true })) ?? fetch(request);
}

/** @param {string} url */
function withoutQuery(url) {
  const address = new URL(url);
  address.search = '';
  address.hash = '';
  return address.href;
}

/**
 * Answers a share with the page's own link to the text, which travels in the
 * address and is stored nowhere.
 *
 * @param {Request} request
 */
async function receive(request) {
  try {
    const text = await sharedText(await request.formData());
    return Response.redirect(PAGE + (text.trim() ? await encode(text) : ''), 303);
  } catch {
    return new Response(REFUSAL, { status: 413, headers: { 'content-type': 'text/html; charset=utf-8' } });
  }
}

/**
 * What somebody shared, one paragraph per part: `title`, `text` and `files`, as
 * the manifest calls them. An address alone says nothing, so it counts only if
 * there is nothing else.
 *
 * @param {FormData} form
 */
async function sharedText(form) {
  const files = form.getAll('files').filter((part) => part instanceof File);
  if (files.some((file) => file.size > MAX_SHARED)) throw new RangeError('too long');
  const contents = await Promise.all(files.map((file) => file.text()));
  const parts = [form.get('title'), form.get('text'), ...contents].map((part) => String(part ?? ''));
  const text = parts.filter((part) => part.trim()).join('\n\n') || String(form.get('url') ?? '');
  if (text.length > MAX_SHARED) throw new RangeError('too long');
  return text;
}
