// The sheet of links: with the article, with the results only, and one that
// opens articles from other pages. Nothing is sent: a link is made here, and
// the reader passes it on.

import { find } from './dom.js';
import { LinkError, advice, encode } from './link.js';
import { encodeResults } from './results.js';

/** @typedef {import('./reading.js').Reading} Reading */

/** A link without its address, and what can be done with it. */
class Link {
  #made = Promise.resolve('');

  /**
   * @param {'link' | 'results'} name
   * @param {string} length id of the element that tells how long it is
   */
  constructor(name, length) {
    this.copy = find(`copy-${name}`, HTMLButtonElement);
    this.send = find(`send-${name}`, HTMLButtonElement);
    this.length = find(length, HTMLElement);
    this.copy.addEventListener('click', () => void this.#copy());
    this.send.addEventListener('click', () => void this.#send());
  }

  /** @param {Promise<string>} fragment */
  async show(fragment) {
    this.#made = fragment.then((hash) => location.href.split('#')[0] + hash);
    const able = typeof navigator.share === 'function';
    this.length.textContent = '';
    try {
      const { length } = await this.#made;
      this.length.textContent = `${length.toLocaleString('en')} characters. ${advice(length)}`;
      this.copy.disabled = this.send.disabled = false;
      this.send.hidden = !able;
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      this.length.textContent = error.message;
      this.copy.disabled = this.send.disabled = true;
    }
  }

  async #copy() {
    const address = await this.#made;
    const copied = await navigator.clipboard?.writeText(address).then(() => true, () => false);
    // The address bar is where a link can always be had.
    history.replaceState(null, '', new URL(address).hash);
    tell(copied ? 'Link copied.' : 'The link is in the address bar; copy it there.');
  }

  async #send() {
    const url = await this.#made;
    // Whoever closes the system's sheet has changed their mind.
    await navigator.share({ title: 'Whosaid', url }).catch(() => {});
  }
}

export class SharingSheet {
  #sheet = find('sharing', HTMLDialogElement);
  #article = new Link('link', 'text-length');
  #results = new Link('results', 'results-length');

  constructor() {
    const bookmarklet = find('bookmarklet', HTMLAnchorElement);
    bookmarklet.href = bookmarkletTo(location.href.split('#')[0] ?? '');
    bookmarklet.addEventListener('click', (event) => {
      event.preventDefault();
      tell('Drag it to your bookmarks; it works on other pages.');
    });
    // A page on the web may not open one on a disk.
    find('bookmark', HTMLElement).hidden = location.protocol === 'file:';
  }

  /**
   * @param {string} text
   * @param {Reading | null} reading
   */
  open(text, reading) {
    tell('');
    const [first, second] = this.#sheet.querySelectorAll('section');
    if (first) first.hidden = !text.trim();
    if (second) second.hidden = !reading?.report.quotes.length;
    if (text.trim()) void this.#article.show(encode(text));
    if (reading?.report.quotes.length) void this.#results.show(encodeResults(reading));
    this.#sheet.showModal();
  }
}

/** @param {string} words */
function tell(words) {
  find('shared', HTMLElement).textContent = words;
}

/**
 * A bookmark that opens here what is selected on another page, or else that
 * page's article. It makes the same link as `link.js`.
 *
 * @param {string} address of this page
 */
function bookmarkletTo(address) {
  const script = `(async()=>{const t=String(getSelection())||(document.querySelector('article')||document.querySelector('main')||document.body).innerText;const b=new Uint8Array(await new Response(new Blob([t]).stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer());let s='';for(const c of b)s+=String.fromCharCode(c);open(${JSON.stringify(address)}+'#v1='+btoa(s).replace(/\\+/g,'-').replace(/\\//g,'_').replace(/=/g,''))})()`;
  return `javascript:${encodeURIComponent(script)}`;
}
