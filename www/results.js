// A link that carries results without the article: the words of attributions
// stay, all others are left out, and the report's spans are moved to what is
// left. So the page shows such a link with the same views as an article.

import { LinkError, packed, unpacked } from './link.js';
import { Reading } from './reading.js';

/** @typedef {import('./pkg/whosaid.js').Report} Report */
/** @typedef {import('./pkg/whosaid.js').Span} Span */
/** @typedef {import('./pkg/whosaid.js').Tone} Tone */

const PREFIX = '#r1=';

/** Stands for the words that are left out. */
const GAP = '…';

/** Words of evidence that the tone of a paragraph or an attribution keeps. */
const EVIDENCE = 3;

/** Words of the report, which a link names by their numbers. New ones go to the ends. */
const PARAGRAPHS = /** @type {const} */ (['body', 'heading', 'byline', 'caption']);
const QUOTES = /** @type {const} */ (['direct', 'mixed', 'indirect']);
const SPEAKERS = /** @type {const} */ (['person', 'organization', 'group', 'unknown']);
const LABELS = /** @type {const} */ (['negative', 'neutral', 'positive', 'mixed']);
const RULES = /** @type {const} */ ([
  'quote_marks',
  'quote_alone',
  'that_clause',
  'infinitive',
  'complement',
  'parenthetical',
  'according_to',
  'transcript',
  'signature',
]);

/** Most paragraphs, attributions, speakers or spans that a link may hold. */
const MOST = 20_000;

/** How many attributions may have a character in common, on average. */
const DEEPEST = 8;

/**
 * Whether this fragment is a link to results, of whatever version.
 *
 * @param {string} hash
 */
export function isResultsLink(hash) {
  return /^#r\d+=/.test(hash);
}

/**
 * The fragment that carries a reading's results.
 *
 * @param {Reading} reading
 */
export async function encodeResults(reading) {
  const { text, report } = reading.partial ? reading : condensed(reading);
  return PREFIX + (await packed(JSON.stringify([text, ...listed(report)])));
}

/**
 * The results that a fragment carries.
 *
 * @param {string} hash
 */
export async function decodeResults(hash) {
  if (!hash.startsWith(PREFIX)) {
    throw new LinkError('This link was made by a newer Whosaid. Reload the page and open it again.');
  }
  const content = await unpacked(hash.slice(PREFIX.length));
  try {
    const [text, ...lists] = JSON.parse(content);
    return new Reading(words(text), checked(lists, text.length), { partial: true });
  } catch {
    throw new LinkError('This link is damaged; it may have been cut off on its way. Ask for it again.');
  }
}

/**
 * A reading of nothing but what is said, and by whom.
 *
 * @param {Reading} reading
 * @returns {{ text: string, report: Report }}
 */
function condensed({ text, report }) {
  const kept = union(report.quotes.flatMap(({ content, cue, source, chain }) => [...content, ...cue, ...source, ...chain]), report);
  let short = '';
  /** Where each kept stretch begins in the short text. @type {number[]} */
  const starts = [];
  /** @type {Span[]} */
  const spans = [];
  let next = 0;
  for (const { span: [start, end] } of report.paragraphs) {
    if (short) short += '\n\n';
    const from = short.length;
    let at = start;
    for (; next < kept.length && (kept[next]?.[0] ?? 0) < end; next++) {
      const [first = 0, last = 0] = kept[next] ?? [];
      short += gap(text, at, first, short.length > from);
      starts[next] = short.length;
      short += text.slice(first, last);
      at = last;
    }
    short += gap(text, at, end, short.length > from);
    spans.push([from, short.length]);
  }

  /** Where a character stands now; nowhere if it is left out. @param {number} offset */
  const place = (offset) => {
    let low = 0;
    for (let high = kept.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if ((kept[middle]?.[0] ?? Infinity) <= offset) low = middle;
      else high = middle;
    }
    const [first, last] = kept[low] ?? [0, 0];
    return first <= offset && offset < last ? offset - first + (starts[low] ?? 0) : null;
  };
  /** @param {Span} span @returns {Span[]} none if its words are left out */
  const moved = ([start, end]) => {
    const [first, last] = [place(start), place(end - 1)];
    return first === null || last === null ? [] : [[first, last + 1]];
  };
  /** @param {Tone | null} tone @param {number} words of evidence that are kept @returns {Tone | null} */
  const lighter = (tone, words) =>
    tone && {
      ...tone,
      evidence: [...tone.evidence]
        .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
        .flatMap(({ span, weight }) => moved(span).map((span) => ({ span, weight })))
        .slice(0, words),
    };
  return {
    text: short,
    report: {
      ...report,
      tone: lighter(report.tone, 0),
      narrator: lighter(report.narrator, 0),
      quoted: lighter(report.quoted, 0),
      paragraphs: report.paragraphs.map((paragraph, index) => ({
        ...paragraph,
        span: spans[index] ?? [0, 0],
        tone: lighter(paragraph.tone, EVIDENCE),
        narrator: lighter(paragraph.narrator, 0),
        quoted: lighter(paragraph.quoted, 0),
      })),
      quotes: report.quotes.map((quote) => ({
        ...quote,
        content: quote.content.flatMap(moved),
        cue: quote.cue.flatMap(moved),
        source: quote.source.flatMap(moved),
        chain: quote.chain.flatMap(moved),
        tone: lighter(quote.tone, EVIDENCE),
      })),
      speakers: report.speakers.map((speaker) => ({ ...speaker, tone: lighter(speaker.tone, 0), about: lighter(speaker.about, 0) })),
    },
  };
}

/**
 * A report as lists of numbers, short enough for a link.
 *
 * @param {Report} report
 */
function listed({ tone: whole, narrator, quoted, paragraphs, quotes, speakers }) {
  const hundredths = (/** @type {number} */ number) => Math.round(number * 100);
  const tone = (/** @type {Tone | null} */ tone) =>
    tone
      ? [hundredths(tone.score), LABELS.indexOf(tone.label), ...tone.evidence.map(({ span, weight }) => [...span, hundredths(weight)])]
      : 0;
  return [
    paragraphs.map(({ span, kind, tone: whole, narrator, quoted }) => [span, PARAGRAPHS.indexOf(kind), tone(whole), tone(narrator), tone(quoted)]),
    quotes.map(({ paragraph, kind, rule, confidence, speakers, content, cue, source, chain, tone: its }) => [
      paragraph,
      QUOTES.indexOf(kind),
      RULES.indexOf(rule),
      hundredths(confidence),
      speakers,
      content,
      cue,
      source,
      chain,
      tone(its),
    ]),
    speakers.map(({ name, kind, role, quotes, words, tone: its, about }) => [name, SPEAKERS.indexOf(kind), role ?? 0, quotes, words, tone(its), tone(about)]),
    [tone(whole), tone(narrator), tone(quoted)],
  ];
}

/**
 * What stands between two kept stretches: white space as it is, a sign for words.
 *
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {boolean} after whether something stands before it
 */
function gap(text, start, end, after) {
  const between = text.slice(start, end);
  if (!/[\p{L}\p{N}]/u.test(between)) return between;
  return `${after ? ' ' : ''}${GAP} `;
}

/**
 * Spans in order, those that touch made one, none in two paragraphs.
 *
 * @param {Span[]} spans
 * @param {Report} report
 */
function union(spans, { paragraphs }) {
  /** @type {Span[]} */
  const found = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  /** @type {Span[]} */
  const cut = [];
  let next = 0;
  for (const [start, end] of found) {
    while ((paragraphs[next]?.span[1] ?? Infinity) <= start) next += 1;
    for (let index = next; (paragraphs[index]?.span[0] ?? Infinity) < end; index++) {
      const [from, to] = paragraphs[index]?.span ?? [0, 0];
      cut.push([Math.max(start, from), Math.min(end, to)]);
    }
  }
  return cut;
}

/**
 * A stranger's report, made anew from nothing but what the page understands.
 * Throws if anything is not as `listed` makes it; the oldest links hold no tone of
 * the whole.
 *
 * @param {any[]} lists
 * @param {number} length of the text
 * @returns {Report}
 */
function checked([paragraphs, quotes, speakers, article = [0, 0, 0]], length) {
  const whole = (/** @type {any} */ value, /** @type {number} */ most) => {
    if (!Number.isInteger(value) || value < 0 || value > most) throw new Error('number');
    return Number(value);
  };
  const hundredths = (/** @type {any} */ value) => {
    if (!Number.isInteger(value) || Math.abs(value) > 100) throw new Error('share');
    return Number(value) / 100;
  };
  /** @param {any} value @returns {Span} */
  const span = (value) => {
    const [start, end] = list(value);
    return [whole(start, whole(end, length)), end];
  };
  const spans = (/** @type {any} */ value) => list(value).map(span);
  /** @param {any} value @returns {Tone | null} */
  const tone = (value) => {
    if (value === 0) return null;
    const [score, label, ...evidence] = list(value);
    return {
      score: hundredths(score),
      label: oneOf(LABELS, label),
      evidence: evidence.map((each) => ({ span: span(list(each).slice(0, 2)), weight: hundredths(each[2]) })),
    };
  };
  let room = DEEPEST * length;
  /** Parts of attributions; a few may overlap, as nested quotes do. */
  const parts = (/** @type {any} */ value) => {
    const found = spans(value);
    for (const [start, end] of found) room -= end - start;
    if (room < 0) throw new Error('depth');
    return found;
  };
  let behind = 0;
  /** The place of a paragraph, behind the one before. */
  const next = (/** @type {any} */ value) => {
    const place = span(value);
    if (place[0] < behind) throw new Error('order');
    behind = place[1];
    return place;
  };
  const last = { paragraph: list(paragraphs).length - 1, speaker: list(speakers).length - 1 };
  const [all, narrated, cited] = list(article);
  return {
    schema: 1,
    notice: null,
    tone: tone(all),
    narrator: tone(narrated),
    quoted: tone(cited),
    paragraphs: list(paragraphs).map(([place, kind, its, narrator, quoted]) => ({
      span: next(place),
      kind: oneOf(PARAGRAPHS, kind),
      sentences: [],
      sentence_tones: [],
      tone: tone(its),
      narrator: tone(narrator),
      quoted: tone(quoted),
    })),
    quotes: list(quotes).map(([paragraph, kind, rule, confidence, who, content, cue, source, chain, its], id) => ({
      id,
      paragraph: whole(paragraph, last.paragraph),
      kind: oneOf(QUOTES, kind),
      content: parts(content),
      cue: parts(cue),
      source: parts(source),
      speakers: list(who).map((speaker) => whole(speaker, last.speaker)),
      confidence: Math.abs(hundredths(confidence)),
      rule: oneOf(RULES, rule),
      chain: spans(chain),
      tone: tone(its),
    })),
    speakers: list(speakers).map(([name, kind, role, count, size, its, about], id) => ({
      id,
      name: words(name),
      kind: oneOf(SPEAKERS, kind),
      role: role === 0 ? null : words(role),
      mentions: [],
      quotes: whole(count, MOST),
      words: whole(size, Number.MAX_SAFE_INTEGER),
      tone: tone(its),
      about: tone(about),
    })),
  };
}

/** @param {any} value @returns {any[]} */
function list(value) {
  if (!Array.isArray(value) || value.length > MOST) throw new Error('list');
  return value;
}

/** @param {any} value */
function words(value) {
  if (typeof value !== 'string') throw new Error('words');
  return value;
}

/**
 * @template {string} T
 * @param {readonly T[]} known
 * @param {any} index
 * @returns {T}
 */
function oneOf(known, index) {
  const found = Number.isInteger(index) ? known[index] : undefined;
  if (found === undefined) throw new Error('word');
  return found;
}
