// A text together with its report: answers what the views ask about it.

import { shown } from './shown.js';

/** @typedef {import('./pkg/whosaid.js').Report} Report */
/** @typedef {import('./pkg/whosaid.js').Quote} Quote */
/** @typedef {import('./pkg/whosaid.js').Span} Span */
/** @typedef {import('./pkg/whosaid.js').Tone} Tone */
/** @typedef {import('./pkg/whosaid.js').Notice} Notice */

/**
 * What a stretch of text is to an attribution.
 *
 * @typedef {{ part: 'content' | 'source' | 'cue', quote: Quote, size: number }} Attributed
 */

/** @type {Record<Notice, string>} why a report says little or nothing */
export const NOTICES = {
  empty: 'There is no text here yet.',
  no_words: 'This text holds no words, so there is nothing to read.',
  not_english: 'This does not look like English. Whosaid reads English only, so it has not looked for tone or quotes.',
};

/** Stands in for the id of a speaker where an attribution has none. */
export const UNKNOWN = -1;

/** Fewest rows whose mean tone tells how somebody speaks; one or two tell of themselves only. */
const FEWEST_ROWS = 3;

/** What is said of the tone of somebody with fewer rows. */
export const TOO_FEW = 'too few to say';

/**
 * Somebody with a share of what is said.
 *
 * @typedef {object} Voice
 * @property {number} id of the speaker, or `UNKNOWN`
 * @property {string} name
 * @property {string | null} role
 * @property {number} words
 * @property {number} quotes
 * @property {number} rows those that have a tone; none of the unknown, who may be many
 * @property {Tone | null} tone the mean of those rows; `null` where they are too few to say
 */

/** @param {string} text */
export function countWords(text) {
  return text.match(/[\p{L}\p{N}]+(?:[’'.,-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

/** Below this confidence a row wants checking. */
const DOUBTFUL = 0.75;

/**
 * How sure the whole row is: not at all where the speaker is unknown, however
 * sure it is that somebody says this.
 *
 * @param {Quote} quote
 */
export function sureness({ speakers, confidence }) {
  return speakers.length === 0 ? 0 : confidence;
}

/**
 * Whether a reader should check an attribution.
 *
 * @param {Quote} quote
 */
export function isDoubtful(quote) {
  return sureness(quote) < DOUBTFUL;
}

const NUMBERS = new Intl.NumberFormat('en');

/**
 * A share of 1 as “12 %”.
 *
 * @param {number} share
 */
export function percent(share) {
  return `${Math.round(share * 100)} %`;
}

/**
 * “1 word”, “1,200 words”.
 *
 * @param {number} count
 * @param {string} noun
 */
export function counted(count, noun) {
  return `${NUMBERS.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}

export class Reading {
  /**
   * @param {string} text
   * @param {Report} report
   * @param {{ partial?: boolean }} options whether the text is not the article,
   *   only what the report's attributions need of it
   */
  constructor(text, report, { partial = false } = {}) {
    this.text = text;
    this.report = report;
    this.partial = partial;
  }

  /**
   * The words of a span as a reader sees them, without what was left out.
   *
   * @param {Span} span
   */
  shown(span) {
    return shown(this.text, span, this.report.layout.omitted);
  }

  /** How many words a reader sees. */
  get words() {
    return countWords(this.shown([0, this.text.length]));
  }

  /**
   * What is said, its pieces joined.
   *
   * @param {Quote} quote
   */
  said(quote) {
    return quote.content
      .map((piece) => this.shown(piece))
      .join(' … ')
      .replace(/\s+/g, ' ');
  }

  /**
   * Who says it and the words that tell so, in order of the text.
   *
   * @param {Quote} quote
   * @returns {{ part: 'source' | 'cue', words: string }[]}
   */
  frame(quote) {
    const parts = /** @type {const} */ (['source', 'cue']).flatMap((part) => quote[part].map((span) => ({ part, span })));
    return parts.sort((a, b) => a.span[0] - b.span[0]).map(({ part, span }) => ({ part, words: this.shown(span) }));
  }

  /**
   * Whose names stand beside an attribution: none where they cannot be told.
   *
   * @param {Quote} quote
   */
  names(quote) {
    return quote.speakers.flatMap((id) => this.report.speakers[id]?.name ?? []);
  }

  /**
   * Index of the last paragraph that starts at or before an offset.
   *
   * @param {number} offset
   */
  paragraphAt(offset) {
    const { paragraphs } = this.report;
    let low = 0;
    let high = paragraphs.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((paragraphs[middle]?.span[0] ?? Infinity) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }

  /**
   * What attributions have in each paragraph. One may run over several.
   *
   * @returns {import('./segments.js').Layer<Attributed>[][]}
   */
  attributed() {
    /** @type {import('./segments.js').Layer<Attributed>[][]} */
    const layers = this.report.paragraphs.map(() => []);
    for (const quote of this.report.quotes) {
      const size = quote.content.reduce((sum, [start, end]) => sum + end - start, 0);
      for (const part of /** @type {const} */ (['content', 'source', 'cue'])) {
        for (const [start, end] of quote[part]) {
          const last = this.paragraphAt(end - 1);
          for (let index = this.paragraphAt(start); index <= last; index++) {
            layers[index]?.push({ start, end, value: { part, quote, size } });
          }
        }
      }
    }
    return layers;
  }

  /**
   * What a voice says, in order of the text.
   *
   * @param {number} voice id of a speaker, or `UNKNOWN`
   */
  quotesOf(voice) {
    return this.report.quotes.filter(({ speakers }) => (voice === UNKNOWN ? speakers.length === 0 : speakers.includes(voice)));
  }

  /** @returns {Voice[]} all who say something, the longest first, then the unknown */
  voices() {
    const rows = this.report.speakers.map(() => 0);
    for (const { tone, speakers } of this.report.quotes) {
      if (tone) for (const id of speakers) rows[id] = (rows[id] ?? 0) + 1;
    }
    const known = this.report.speakers
      .filter(({ quotes }) => quotes > 0)
      .map(({ id, name, role, words, quotes, tone }) => {
        const count = rows[id] ?? 0;
        return { id, name, role, words, quotes, rows: count, tone: count < FEWEST_ROWS ? null : tone };
      });
    known.sort((a, b) => b.words - a.words);
    const nameless = this.quotesOf(UNKNOWN);
    if (nameless.length === 0) return known;
    const words = nameless.reduce((sum, quote) => sum + countWords(this.said(quote)), 0);
    return [...known, { id: UNKNOWN, name: 'Unknown', role: null, words, quotes: nameless.length, rows: 0, tone: null }];
  }
}

/**
 * Whether a segment is the last of what is said.
 *
 * @param {Quote} quote
 * @param {number} start
 * @param {number} end
 */
export function endsIn({ content }, start, end) {
  const last = content.at(-1)?.[1] ?? 0;
  return start < last && last <= end;
}
