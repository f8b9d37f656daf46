// The sheet of links: with the article, and with the results only. Nothing is
// sent: a link is made here, and the reader passes it on.

import { find } from './dom.js';
import { advice, encode, LinkError } from './link.js';
import { encodeResults } from './results.js';

/** @typedef {import('./reading.js').Reading} Reading */

/** A link without its address, and what can be done with it. */
class Link {
  #made = Promise.resolve('');

  /**
   * @param {'link' | 'results'} name
   * @param {string} length id of the element that tells how long it is
   * @param {(address: string, copied: boolean) => void} onCopy
   */
  constructor(name, length, onCopy) {
    this.onCopy = onCopy;
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
    const copied =
      (await navigator.clipboard?.writeText(address).then(
        () => true,
        () => false,
      )) ?? false;
    this.onCopy(address, copied);
  }

  async #send() {
    const url = await this.#made;
    // Whoever closes the system's sheet has changed their mind.
    await navigator.share({ title: 'Whosaid', url }).catch(() => {});
  }
}

export class SharingSheet {
  #sheet = find('sharing', HTMLDialogElement);
  #article = new Link('link', 'text-length', showInAddress);
  #results = new Link('results', 'results-length', showInField);

  /**
   * @param {string} text
   * @param {Reading | null} reading
   */
  open(text, reading) {
    tell('');
    field().hidden = true;
    const [first, second] = this.#sheet.querySelectorAll('section');
    if (first) first.hidden = !text.trim();
    if (second) second.hidden = !reading?.report.quotes.length;
    if (text.trim()) void this.#article.show(encode(text));
    if (reading?.report.quotes.length) void this.#results.show(encodeResults(reading));
    this.#sheet.showModal();
  }
}

/**
 * The address bar is where a link can always be had, and a page that is loaded
 * again from it shows the article again.
 *
 * @param {string} address
 * @param {boolean} copied
 */
function showInAddress(address, copied) {
  history.replaceState(null, '', new URL(address).hash);
  tell(copied ? 'Link copied.' : 'The link is in the address bar; copy it there.');
}

/**
 * A link without the article must not come into the address bar: a page that is
 * loaded again from there has lost the article.
 *
 * @param {string} address
 * @param {boolean} copied
 */
function showInField(address, copied) {
  field().hidden = copied;
  field().value = copied ? '' : address;
  field().select();
  tell(copied ? 'Link copied.' : 'The link is in the field above; copy it there.');
}

function field() {
  return find('results-link', HTMLInputElement);
}

/** @param {string} words */
function tell(words) {
  find('shared', HTMLElement).textContent = words;
}
