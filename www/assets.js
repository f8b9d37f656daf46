// Where the program, its worker and the example are. The HTML says it, under
// the ids below, so that a build has one list to rewrite: a link names a file,
// and a script that the browser takes for data holds the content itself, as in
// the page that is a single file.

/** @typedef {(share: number) => void} OnShare is told the share that has arrived, 0 to 1 */

/**
 * The compiled analyzer. It is compiled while it arrives, and taken for
 * WebAssembly whatever the server calls it.
 *
 * @param {OnShare} onShare
 * @returns {Promise<WebAssembly.Module>}
 */
export async function program(onShare = () => {}) {
  const place = placeOf('asset-program');
  const bytes = place instanceof HTMLLinkElement ? await download(place, onShare) : unpacked(place);
  const module = await WebAssembly.compileStreaming(new Response(bytes, { headers: { 'content-type': 'application/wasm' } }));
  onShare(1);
  return module;
}

/**
 * Where the worker's script is if the page holds it. Made once, because workers
 * may be started many times.
 *
 * @type {string | undefined}
 */
let address;

/** A worker that runs `worker.js`. */
export function startWorker() {
  const place = placeOf('asset-worker');
  if (place instanceof HTMLLinkElement) return new Worker(place.href, { type: 'module' });
  address ??= URL.createObjectURL(new Blob([place.text], { type: 'text/javascript' }));
  // A page from a disk may start this kind only.
  return new Worker(address, { type: 'classic' });
}

/** The article that the button “Try an example” opens. */
export async function example() {
  const place = placeOf('asset-example');
  if (!(place instanceof HTMLLinkElement)) return place.text;
  return (await answer(place)).text();
}

/** The address of the service worker; none where the page does without. */
export function serviceWorkerAddress() {
  const place = document.getElementById('asset-service-worker');
  return place instanceof HTMLLinkElement ? place.href : null;
}

/**
 * @param {string} id
 * @returns {HTMLLinkElement | HTMLScriptElement}
 */
function placeOf(id) {
  const element = document.getElementById(id);
  if (element instanceof HTMLLinkElement || element instanceof HTMLScriptElement) return element;
  throw new Error(`index.html lacks #${id}`);
}

/** @param {HTMLLinkElement} link */
async function answer(link) {
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(`${link.href} answers ${answer.status}`);
  return answer;
}

/**
 * The bytes that a link leads to, counted as they arrive.
 *
 * @param {HTMLLinkElement} link its `data-size` is how many bytes there are
 *   once a server's compression is undone; no header says that
 * @param {OnShare} onShare
 */
async function download(link, onShare) {
  const { headers, body } = await answer(link);
  if (!body) throw new Error(`${link.href} is empty`);
  const size = Number(link.dataset.size ?? (headers.has('content-encoding') ? NaN : headers.get('content-length')));
  let arrived = 0;
  return body.pipeThrough(
    new TransformStream({
      /** @param {Uint8Array<ArrayBuffer>} chunk */
      transform(chunk, passed) {
        arrived += chunk.length;
        if (size > 0) onShare(Math.min(arrived / size, 1));
        passed.enqueue(chunk);
      },
    }),
  );
}

/**
 * What a script holds as base64 of gzip.
 *
 * @param {HTMLScriptElement} script
 */
function unpacked(script) {
  const binary = atob(script.text.trim());
  // A loop, because `Uint8Array.from` takes ten times as long for megabytes.
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
}
