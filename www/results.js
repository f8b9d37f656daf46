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

/** Words of evidence that a tone keeps. */
const EVIDENCE = 6;

/** Most paragraphs, attributions, speakers or spans that a link may hold. */
const MOST = 20_000;

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
  return PREFIX + (await packed(JSON.stringify([text, report])));
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
    const [text, report] = JSON.parse(content);
    if (typeof text !== 'string') throw new Error('no text');
    return new Reading(text, checked(report, text.length), { partial: true });
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
  /** @param {Tone | null} tone @returns {Tone | null} */
  const lighter = (tone) =>
    tone && {
      score: rounded(tone.score),
      label: tone.label,
      evidence: [...tone.evidence]
        .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
        .slice(0, EVIDENCE)
        .flatMap(({ span, weight }) => moved(span).map((span) => ({ span, weight: rounded(weight) }))),
    };
  return {
    text: short,
    report: {
      ...report,
      paragraphs: report.paragraphs.map((paragraph, index) => ({
        ...paragraph,
        span: spans[index] ?? [0, 0],
        sentences: [],
        tone: lighter(paragraph.tone),
        narrator: lighter(paragraph.narrator),
        quoted: lighter(paragraph.quoted),
      })),
      quotes: report.quotes.map((quote) => ({
        ...quote,
        content: quote.content.flatMap(moved),
        cue: quote.cue.flatMap(moved),
        source: quote.source.flatMap(moved),
        chain: quote.chain.flatMap(moved),
        confidence: rounded(quote.confidence),
        tone: lighter(quote.tone),
      })),
      speakers: report.speakers.map((speaker) => ({ ...speaker, mentions: [], tone: lighter(speaker.tone), about: lighter(speaker.about) })),
    },
  };
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

/** @param {number} number */
function rounded(number) {
  return Math.round(number * 100) / 100;
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
 * Throws if anything is not as it has to be.
 *
 * @param {any} report
 * @param {number} length of the text
 * @returns {Report}
 */
function checked(report, length) {
  const paragraphs = list(report.paragraphs);
  const speakers = list(report.speakers);
  /** @param {any} value @returns {Span} */
  const span = (value) => {
    const [start, end] = list(value);
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || start > end || end > length) throw new Error('span');
    return [start, end];
  };
  const spans = (/** @type {any} */ value) => list(value).map(span);
  /** @param {any} value @returns {Tone | null} */
  const tone = (value) =>
    value && {
      score: within(value.score, -1, 1),
      label: oneOf(value.label, /** @type {const} */ (['negative', 'neutral', 'positive', 'mixed'])),
      evidence: list(value.evidence).map((each) => ({ span: span(each.span), weight: within(each.weight, -1, 1) })),
    };
  const index = (/** @type {any} */ value, /** @type {any[]} */ of) => {
    if (!Number.isInteger(value) || !of[value]) throw new Error('index');
    return Number(value);
  };
  return {
    schema: 1,
    notice: null,
    paragraphs: paragraphs.map((each) => ({
      span: span(each.span),
      kind: oneOf(each.kind, /** @type {const} */ (['body', 'heading', 'byline', 'caption'])),
      sentences: [],
      tone: tone(each.tone),
      narrator: tone(each.narrator),
      quoted: tone(each.quoted),
    })),
    quotes: list(report.quotes).map((each, id) => ({
      id,
      paragraph: index(each.paragraph, paragraphs),
      kind: oneOf(each.kind, /** @type {const} */ (['direct', 'mixed', 'indirect'])),
      content: spans(each.content),
      cue: spans(each.cue),
      source: spans(each.source),
      speakers: list(each.speakers).map((speaker) => index(speaker, speakers)),
      confidence: within(each.confidence, 0, 1),
      rule: oneOf(
        each.rule,
        /** @type {const} */ (['quote_marks', 'quote_alone', 'that_clause', 'infinitive', 'complement', 'parenthetical', 'according_to', 'transcript', 'signature']),
      ),
      chain: spans(each.chain),
      tone: tone(each.tone),
    })),
    speakers: speakers.map((each, id) => ({
      id,
      name: words(each.name),
      kind: oneOf(each.kind, /** @type {const} */ (['person', 'organization', 'group', 'unknown'])),
      role: each.role === null ? null : words(each.role),
      mentions: [],
      quotes: within(each.quotes, 0, MOST),
      words: within(each.words, 0, Number.MAX_SAFE_INTEGER),
      tone: tone(each.tone),
      about: tone(each.about),
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

/** @param {any} value @param {number} least @param {number} most */
function within(value, least, most) {
  if (typeof value !== 'number' || !(value >= least && value <= most)) throw new Error('number');
  return value;
}

/**
 * @template {string} T
 * @param {any} value
 * @param {readonly T[]} known
 */
function oneOf(value, known) {
  const found = known.find((each) => each === value);
  if (!found) throw new Error('word');
  return found;
}
