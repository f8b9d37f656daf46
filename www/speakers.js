// How much each speaker gets to say: one bar a speaker, and a press shows this
// speaker alone.

import { hit, make } from './dom.js';
import { counted } from './reading.js';
import { scored } from './tone.js';

/** @typedef {import('./reading.js').Reading} Reading */
/** @typedef {import('./reading.js').Voice} Voice */

/** How many speakers are listed before the reader asks for all, where there are many. */
const FIRST = 6;

/** Up to how many speakers are listed at once; hiding one or two gains nothing. */
const FEW = 8;

/** What the tone of others' words is worth. */
const ABOUT = 'The tone of what the reporter and others say in sentences that name this speaker. Less certain: such a sentence may be about somebody else.';

export class SpeakersView {
  #root;

  /**
   * @param {HTMLElement} root
   * @param {(speaker: number) => void} onPick
   */
  constructor(root, onPick) {
    this.#root = root;
    root.addEventListener('click', (event) => {
      const voice = hit(event, '[data-speaker]');
      if (voice) onPick(Number(voice.dataset.speaker));
      if (hit(event, '.all')) this.#unfold();
    });
  }

  clear() {
    this.#root.replaceChildren();
  }

  /** @param {Reading} reading */
  show(reading) {
    const voices = reading.voices();
    const most = Math.max(1, ...voices.map(({ words }) => words));
    const many = voices.length > FEW;
    this.#root.replaceChildren(...voices.map((voice, index) => row(voice, most, many && index >= FIRST)));
    if (many) {
      this.#root.append(make('button', { type: 'button', class: 'all' }, `All ${counted(voices.length, 'speaker')}`));
    }
  }

  /** @param {number | null} speaker */
  pick(speaker) {
    for (const voice of this.#root.querySelectorAll('[data-speaker]')) {
      const picked = voice instanceof HTMLElement && Number(voice.dataset.speaker) === speaker;
      voice.setAttribute('aria-pressed', String(picked));
    }
    this.#root.classList.toggle('picking', speaker !== null);
  }

  #unfold() {
    const folded = this.#root.querySelectorAll('[data-speaker][hidden]');
    for (const voice of folded) voice.removeAttribute('hidden');
    this.#root.querySelector('.all')?.remove();
    if (folded[0] instanceof HTMLElement) folded[0].focus();
  }
}

/**
 * @param {Voice} voice
 * @param {number} most words that any speaker has
 * @param {boolean} folded
 */
function row({ id, name, role, words, quotes, tone, about }, most, folded) {
  const bar = make('span', { class: 'bar', 'aria-hidden': 'true' });
  bar.style.setProperty('--share', String(words / most));
  return make(
    'button',
    { type: 'button', class: 'voice', 'data-speaker': id, 'aria-pressed': 'false', hidden: folded, title: role ? `${name}, ${role}` : name },
    make('span', { class: 'name' }, make('bdi', {}, name)),
    make('span', { class: 'amount' }, counted(words, 'word'), make('span', { class: 'unseen' }, ` in ${counted(quotes, 'attribution')}`)),
    tone && scored(tone),
    bar,
    about && about.evidence.length > 0
      ? make('span', { class: 'others', title: ABOUT }, 'how others write of them ', scored(about))
      : null,
  );
}
