// Which attributions are shown: the reader's choices above the table, as one
// question that table and article ask of each attribution.

import { find, make } from './dom.js';
import { isDoubtful, sureness, UNKNOWN } from './reading.js';

/** The choice of confidence that leaves what wants checking. */
const CHECK = 'check';

/** The controls that leave out rows. */
const NARROWING = ['words', 'speaker', 'kind', 'act', 'tone', 'sure'];

/** @typedef {import('./pkg/whosaid.js').Quote} Quote */
/** @typedef {import('./reading.js').Reading} Reading */

export class FiltersView {
  #form;
  /** @type {Reading | null} */
  #reading = null;
  /**
   * What the search looks through, by the attribution's id; made at the first search.
   *
   * @type {string[] | null}
   */
  #searched = null;

  /**
   * @param {HTMLFormElement} form
   * @param {{ onFilter: () => void, onGroup: (grouped: boolean) => void }} events
   */
  constructor(form, { onFilter, onGroup }) {
    this.#form = form;
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('input', (event) => {
      if (event.target === this.#control('grouped')) onGroup(this.#grouped);
      else onFilter();
    });
    form.addEventListener('reset', (event) => {
      // Grouping hides nothing, so it stays.
      event.preventDefault();
      this.reset();
      onFilter();
      // The button is gone now, the keyboard must not be. What is hidden takes no focus.
      find('more', HTMLButtonElement).focus();
      this.#control('speaker').focus();
    });
    find('more', HTMLButtonElement).addEventListener('click', () => this.#open(!form.classList.contains('open')));
  }

  /** @param {Reading} reading */
  show(reading) {
    this.#reading = reading;
    this.#searched = null;
    this.reset();
    const voices = reading.voices();
    const options = voices.map(({ id, name, quotes }) => make('option', { value: id }, `${name} (${quotes})`));
    this.#control('speaker').replaceChildren(make('option', { value: '' }, 'Anybody'), ...options);
  }

  /**
   * Shows or hides the lists, where there is no room for them beside the search.
   *
   * @param {boolean} open
   */
  #open(open) {
    this.#form.classList.toggle('open', open);
    find('more', HTMLButtonElement).setAttribute('aria-expanded', String(open));
  }

  /** Lets all attributions be shown again. */
  reset() {
    for (const name of NARROWING) this.#control(name).value = '';
  }

  /**
   * Shows one speaker's attributions only, whatever was chosen before; `null` shows all.
   *
   * @param {number | null} speaker
   */
  only(speaker) {
    this.reset();
    this.#control('speaker').value = speaker === null ? '' : String(speaker);
    // What narrows the table is to be seen beside it.
    if (speaker !== null) this.#open(true);
  }

  /**
   * Shows what wants checking only, whatever was chosen before, or all again.
   *
   * @param {boolean} check
   */
  onlyDoubtful(check) {
    this.reset();
    this.#control('sure').value = check ? CHECK : '';
    if (check) this.#open(true);
  }

  /** Whether what wants checking is shown alone. */
  get doubtful() {
    return this.#control('sure').value === CHECK;
  }

  /** The speaker who is shown alone, if one is. */
  get speaker() {
    const { value } = this.#control('speaker');
    return value === '' ? null : Number(value);
  }

  /** Whether anything is chosen. */
  get narrows() {
    return NARROWING.some((name) => this.#control(name).value.trim() !== '');
  }

  /** Puts the keyboard into the search. */
  focus() {
    this.#control('words').focus();
  }

  /**
   * Says how many are shown.
   *
   * @param {number} shown
   * @param {number} all
   */
  count(shown, all) {
    find('matches', HTMLElement).textContent = this.narrows ? `${shown} of ${all}` : '';
    find('all', HTMLButtonElement).hidden = !this.narrows;
    find('none', HTMLElement).hidden = shown > 0 || all === 0;
  }

  /** @returns {(quote: Quote) => boolean} whether an attribution is shown */
  question() {
    const [words, kind, act, tone, sure] = ['words', 'kind', 'act', 'tone', 'sure'].map((name) => this.#control(name).value);
    const { speaker } = this;
    const sought = (words ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    return (quote) =>
      (speaker === null || (speaker === UNKNOWN ? quote.speakers.length === 0 : quote.speakers.includes(speaker))) &&
      (!kind || quote.kind === kind) &&
      (!act || quote.act === act) &&
      (!tone || quote.tone?.label === tone) &&
      (sure === CHECK ? isDoubtful(quote) : sureness(quote) >= Number(sure)) &&
      sought.every((word) => this.#textOf(quote).includes(word));
  }

  get #grouped() {
    const box = this.#control('grouped');
    return box instanceof HTMLInputElement && box.checked;
  }

  /** @param {Quote} quote */
  #textOf({ id }) {
    const reading = this.#reading;
    if (!reading) return '';
    this.#searched ??= reading.report.quotes.map((quote) =>
      [...reading.names(quote), reading.said(quote), ...reading.frame(quote).map(({ words }) => words)].join(' ').toLowerCase(),
    );
    return this.#searched[id] ?? '';
  }

  /**
   * @param {string} name
   * @returns {HTMLInputElement | HTMLSelectElement}
   */
  #control(name) {
    const control = this.#form.elements.namedItem(name);
    if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) return control;
    throw new Error(`index.html lacks the filter ${name}`);
  }
}
