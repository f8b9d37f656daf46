// The few things that every view does to the page. Text enters the page as
// text nodes only, so nothing pasted can become an element or a script.

/**
 * The element that `index.html` promises under this id.
 *
 * @template {HTMLElement} E
 * @param {string} id
 * @param {{ new (): E }} type
 * @returns {E}
 */
export function find(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`index.html lacks #${id}`);
  return element;
}

/**
 * A new element. `false` and `null` leave an attribute out, `true` sets it empty;
 * children that are missing are left out too.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean | null>} attributes
 * @param {(Node | string | null | undefined)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/**
 * A new element of a picture.
 *
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * The nearest element at or above an event's target that a selector matches.
 *
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function hit(event, selector) {
  const found = event.target instanceof Element ? event.target.closest(selector) : null;
  return found instanceof HTMLElement ? found : null;
}

/** How many blocks the first batch holds: about what a window shows. */
const FIRST_BATCH = 6;

/** How many blocks share a batch at most: few enough to build within a frame. */
const BATCH = 32;

/**
 * Items in runs, each to be put into an element of its own. The browser lays
 * such an element out or skips it as a whole, and keeping track of hundreds
 * costs it little, where tens of thousands would bring every frame to a crawl.
 * The first runs are short, so that what the reader sees first is there soon.
 *
 * @template T
 * @param {T[]} items
 * @param {(item: T) => number} blocks how many an item is drawn as
 * @returns {Generator<T[]>}
 */
export function* batches(items, blocks = () => 1) {
  let size = FIRST_BATCH;
  let filled = 0;
  /** @type {T[]} */
  let batch = [];
  for (const item of items) {
    batch.push(item);
    filled += blocks(item);
    if (filled < size) continue;
    yield batch;
    batch = [];
    filled = 0;
    size = Math.min(size + FIRST_BATCH, BATCH);
  }
  if (batch.length > 0) yield batch;
}

/** Longest stretch of work before the browser gets a turn; half a frame at 60 Hz. */
const SLICE_MS = 8;

/** How long to wait for a painting; a page that nobody sees is never painted. */
const UNSEEN_MS = 50;

/** Settled when what is on the page has been painted. */
function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, UNSEEN_MS);
  });
}

/**
 * Does `step` for every item, in slices, so that the page stays alive; the first
 * is painted before the rest is begun.
 * Stops early once `signal` is aborted.
 *
 * @template T
 * @param {Iterable<T>} items
 * @param {AbortSignal} signal
 * @param {(item: T) => void} step
 */
export async function inSlices(items, signal, step) {
  // In a task of its own, because the caller may have used up the current one.
  let deadline = 0;
  let first = true;
  for (const item of items) {
    if (performance.now() > deadline) {
      await new Promise((resolve) => setTimeout(resolve));
      deadline = performance.now() + SLICE_MS;
    }
    signal.throwIfAborted();
    step(item);
    if (first) await painted();
    first = false;
  }
}

/**
 * Brings an element into view, gliding only where the reader likes motion.
 *
 * @param {Element} element
 */
export function reveal(element) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
}
