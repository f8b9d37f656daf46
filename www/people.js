// One card for each who says something: who they are, how much of the talking
// they do, and in what tone.

import { thought } from './act.js';
import { hit, make } from './dom.js';
import { counted, percent, TOO_FEW } from './reading.js';
import { scored } from './tone.js';

/** @typedef {import('./pkg/whosaid.js').Quote} Quote */
/** @typedef {import('./pkg/whosaid.js').Tone} Tone */
/** @typedef {import('./reading.js').Reading} Reading */
/** @typedef {import('./reading.js').Voice} Voice */

export class PeopleView {
  #root;
  /** @type {Reading | null} */
  #reading = null;

  /**
   * @param {HTMLElement} root
   * @param {{ onPick: (speaker: number) => void, onChoose: (quote: number, byKey: boolean) => void }} events
   */
  constructor(root, { onPick, onChoose }) {
    this.#root = root;
    root.addEventListener('click', (event) => {
      const pick = hit(event, '[data-speaker]');
      if (pick) return onPick(Number(pick.dataset.speaker));
      const said = hit(event, '[data-said]');
      if (said) onChoose(Number(said.dataset.said), event.detail === 0);
    });
    // “toggle” does not bubble. A speaker's words are written when somebody asks for them.
    root.addEventListener('toggle', (event) => this.#unfold(event), { capture: true });
  }

  clear() {
    this.#root.replaceChildren();
    this.#reading = null;
  }

  /**
   * @param {Reading} reading
   * @param {number | null} picked the speaker who is shown alone
   */
  show(reading, picked) {
    this.#reading = reading;
    const voices = reading.voices();
    const all = voices.reduce((sum, { words }) => sum + words, 0);
    this.#root.replaceChildren(...voices.map((voice) => card(voice, all)));
    this.pick(picked);
  }

  /** @param {number | null} speaker */
  pick(speaker) {
    for (const button of this.#root.querySelectorAll('[data-speaker]')) {
      const picked = button instanceof HTMLElement && Number(button.dataset.speaker) === speaker;
      button.setAttribute('aria-pressed', String(picked));
    }
  }

  /** @param {Event} event */
  #unfold(event) {
    const details = event.target;
    if (!(details instanceof HTMLDetailsElement) || !details.open || details.children.length > 1 || !this.#reading) return;
    const reading = this.#reading;
    const quotes = reading.quotesOf(Number(details.dataset.voice));
    details.append(make('ol', { class: 'sayings' }, ...quotes.map((quote) => saying(quote, reading))));
  }
}

/**
 * @param {Voice} voice
 * @param {number} all words that anybody says
 */
function card({ id, name, role, words, quotes, rows, tone }, all) {
  const share = all > 0 ? words / all : 0;
  const bar = make('span', { class: 'bar', 'aria-hidden': 'true' });
  bar.style.setProperty('--share', String(share));
  return make(
    'li',
    { class: 'card' },
    make('h3', {}, make('bdi', {}, name)),
    role ? make('p', { class: 'role' }, make('bdi', {}, role)) : null,
    make('p', { class: 'amount' }, `${counted(quotes, 'attribution')}, ${counted(words, 'word')}, ${percent(share)} of what is said`),
    bar,
    rows > 0 ? make('p', { class: 'tones', title: MEAN }, 'tone of what they say: ', ...told(rows, tone)) : null,
    make('details', { 'data-voice': id }, make('summary', {}, 'Their words, in order')),
    make(
      'button',
      { type: 'button', 'data-speaker': id, 'aria-pressed': 'false' },
      'Show only these',
      make('span', { class: 'unseen' }, ` of ${name}`),
    ),
  );
}

/** What the tone of a speaker is. */
const MEAN = 'The mean of the tones of their rows, each counted by its words; one or two rows are too few to say';

/**
 * @param {number} rows
 * @param {Tone | null} tone their mean
 */
function told(rows, tone) {
  return tone ? [scored(tone), ' ', make('small', {}, `mean of ${counted(rows, 'row')}`)] : [TOO_FEW];
}

/**
 * @param {Quote} quote
 * @param {Reading} reading
 */
function saying(quote, reading) {
  return make(
    'li',
    { value: quote.id + 1 },
    make('button', { type: 'button', class: 'saying', 'data-said': quote.id }, make('bdi', {}, reading.said(quote))),
    ' ',
    thought(quote),
    quote.tone && scored(quote.tone),
  );
}
