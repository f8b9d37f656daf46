// Tone for the eye and the ear: a sign with a shape and a colour of its own, a
// score, and the words that made it.

import { draw, make } from './dom.js';

/** @typedef {import('./pkg/whosaid.js').Tone} Tone */
/** @typedef {import('./pkg/whosaid.js').Paragraph} Paragraph */
/** @typedef {import('./pkg/whosaid.js').Rating} Rating */
/** @typedef {import('./pkg/whosaid.js').Report} Report */
/** @typedef {import('./reading.js').Reading} Reading */

/** How many words of evidence a short label names. */
const LABEL_WORDS = 3;

/** How many words of evidence an explanation lists. */
const LISTED_WORDS = 12;

/** What a word adds at least to be named, either way. */
const NAMED = 0.02;

/** What a word adds at least to be marked in the text. */
const CLEAR = 0.05;

/** @param {number} score */
export function signed(score) {
  const digits = Math.abs(score).toFixed(2);
  if (digits === '0.00') return '0.00';
  return (score < 0 ? '−' : '+') + digits;
}

/** @param {Rating} tone */
export function sign(tone) {
  return make('span', { class: `sign ${tone.label}`, 'aria-hidden': 'true' });
}

/**
 * The sign and the score, with the label in words for screen readers.
 *
 * @param {Rating} tone
 */
export function scored(tone) {
  return make(
    'span',
    { class: `scored ${tone.label}`, title: `${tone.label}, ${signed(tone.score)}` },
    sign(tone),
    make('span', { class: 'score' }, signed(tone.score)),
    make('span', { class: 'unseen' }, ` ${tone.label}`),
  );
}

/**
 * A tone in one line: “negative, −0.40, for “war”, “blame””.
 *
 * @param {Tone} tone
 * @param {Reading} reading
 */
export function inWords(tone, reading) {
  const words = strongest(tone).slice(0, LABEL_WORDS);
  const because = words.map(({ span }) => `“${reading.shown(span)}”`).join(', ');
  return `${tone.label}, ${signed(tone.score)}${because && `, for ${because}`}`;
}

/**
 * The words that made a tone, with what each adds; together they are the score.
 *
 * @param {Tone} tone
 * @param {Reading} reading
 */
export function evidence(tone, reading) {
  const listed = strongest(tone).slice(0, LISTED_WORDS);
  if (listed.length === 0) return make('p', {}, 'No word here leans far either way.');
  const rest = tone.score - listed.reduce((sum, { weight }) => sum + weight, 0);
  const chip = (/** @type {number} */ weight, /** @type {string} */ words) =>
    make(
      'li',
      { class: weight < 0 ? 'negative' : 'positive' },
      make('bdi', {}, words),
      ' ',
      make('span', { class: 'score' }, signed(weight)),
    );
  return make(
    'ul',
    { class: 'evidence' },
    ...listed.map(({ span, weight }) => chip(weight, reading.shown(span))),
    signed(rest) === '0.00' ? null : make('li', {}, 'all other words ', make('span', { class: 'score' }, signed(rest))),
  );
}

/**
 * Why a paragraph has its tone: its words, the two voices in it, and its sentences.
 *
 * @param {Paragraph} paragraph
 * @param {Reading} reading
 */
export function explanation({ tone, narrator, quoted, sentences }, reading) {
  return [
    tone && evidence(tone, reading),
    narrator && quoted ? make('p', { class: 'voices' }, voice(NARRATOR, narrator), voice(QUOTED, quoted)) : null,
    // One alone has the tone of its paragraph; results hold none.
    sentences.length > 1 ? bySentence(sentences, reading) : null,
  ].filter((part) => part !== null);
}

/**
 * The sentences of a paragraph, each with its tone, for who asks for them.
 *
 * @param {Paragraph['sentences']} sentences
 * @param {Reading} reading
 */
function bySentence(sentences, reading) {
  const items = sentences.map(({ span, tone }) => make('li', {}, tone ? scored(tone) : make('span'), make('bdi', {}, reading.shown(span))));
  return make(
    'details',
    {},
    make('summary', {}, 'Sentence by sentence'),
    // Without bullets, some screen readers would not say that it is a list.
    make('ol', { class: 'sentences', role: 'list' }, ...items),
  );
}

/**
 * The tone of the whole article, and of the two voices in it.
 *
 * @param {Report} report
 */
export function whole({ tone, narrator, quoted }) {
  const title = 'The mean of all paragraphs, each counted by its words';
  return make('p', { class: 'voices', title }, voice('The whole article', tone), voice(NARRATOR, narrator), voice(QUOTED, quoted));
}

const NARRATOR = 'The reporter’s own words';
const QUOTED = 'Voices quoted';

/** @param {string} whose @param {Rating | null} tone */
function voice(whose, tone) {
  return tone && make('span', { class: 'voice-tone' }, `${whose} `, scored(tone));
}

/** Thinnest bar, so that a neutral paragraph still shows, as a share of the height. */
const THIN = 0.06;

/**
 * The tone of every paragraph in one small picture, positive up, negative down.
 *
 * @param {Paragraph[]} paragraphs
 */
export function river(paragraphs) {
  /** @type {Record<Tone['label'], { count: number, path: string }>} */
  const bars = {
    positive: { count: 0, path: '' },
    negative: { count: 0, path: '' },
    mixed: { count: 0, path: '' },
    neutral: { count: 0, path: '' },
  };
  paragraphs.forEach(({ tone }, index) => {
    if (!tone) return;
    const height = Math.max(Math.abs(tone.score), THIN);
    const centred = tone.label === 'mixed' || tone.label === 'neutral';
    const top = centred ? -height / 2 : tone.score > 0 ? -height : 0;
    bars[tone.label].count += 1;
    bars[tone.label].path += `M${index + 0.14} ${top.toFixed(3)}h.72v${height.toFixed(3)}h-.72z`;
  });

  const { positive, negative, mixed, neutral } = bars;
  const label = `Tone paragraph by paragraph: ${positive.count} positive, ${negative.count} negative, ${mixed.count} mixed, ${neutral.count} neutral.`;
  const picture = draw('svg', {
    viewBox: `0 -1 ${paragraphs.length} 2`,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': label,
  });
  picture.append(draw('path', { class: 'axis', d: `M0 0h${paragraphs.length}` }));
  for (const [name, { path }] of Object.entries(bars)) picture.append(draw('path', { class: name, d: path }));
  return picture;
}

/**
 * The words of which a reader sees in the text that they add to a tone.
 *
 * @param {Tone | null | undefined} tone
 */
export function clear(tone) {
  return (tone?.evidence ?? []).filter(({ weight }) => Math.abs(weight) >= CLEAR);
}

/** @param {Tone} tone */
function strongest({ evidence }) {
  return evidence.filter(({ weight }) => Math.abs(weight) >= NAMED).sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}
