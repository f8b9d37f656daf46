// A link that carries results without the article: the headline and the words of
// attributions stay, all others are left out, and the report's spans are moved
// to what is left. So the page shows such a link with the same views as an article.

import { LinkError, packed, unpacked } from './link.js';
import { Reading } from './reading.js';
import { pieces } from './shown.js';
import { checked, listed, unnested } from './tape.js';

/** @typedef {import('./pkg/whosaid.js').Report} Report */
/** @typedef {import('./pkg/whosaid.js').Span} Span */
/** @typedef {import('./pkg/whosaid.js').Tone} Tone */

const PREFIX = '#r4=';

/** Links of the versions before; they open for ever. */
const FIRST = '#r1=';
const SECOND = '#r2=';
const THIRD = '#r3=';

/** Stands for the words that are left out. */
const GAP = '…';

/** Words of evidence that the tone of a paragraph or an attribution keeps. */
const EVIDENCE = 3;

/**
 * Whether this fragment is a link to results, of whatever version.
 *
 * @param {string} hash
 */
export function isResultsLink(hash) {
  return /^#r\d+=/.test(hash);
}

/**
 * The fragment that carries a reading's results: its words, a full stop, its
 * numbers. Each deflates better without the other.
 *
 * @param {Reading} reading
 */
export async function encodeResults(reading) {
  const { text, report } = reading.partial ? reading : condensed(reading);
  const { words, numbers } = listed(text, report);
  return `${PREFIX}${await packed(JSON.stringify(words))}.${await packed(JSON.stringify(numbers))}`;
}

/**
 * The results that a fragment carries.
 *
 * @param {string} hash
 */
export async function decodeResults(hash) {
  const payload = hash.slice(PREFIX.length);
  if (hash.startsWith(FIRST)) {
    const content = await unpacked(payload);
    return trusted(() => {
      const [text, ...lists] = JSON.parse(content);
      return checked(listed(text, unnested(lists)), 4);
    });
  }
  const version = hash.startsWith(SECOND) ? 2 : hash.startsWith(THIRD) ? 3 : 4;
  if (version === 4 && !hash.startsWith(PREFIX)) {
    throw new LinkError('This link was made by a newer Whosaid. Reload the page and open it again.');
  }
  const [words = '', numbers = ''] = await Promise.all(payload.split('.', 2).map(unpacked));
  return trusted(() => checked({ words: JSON.parse(words), numbers: JSON.parse(numbers) }, version));
}

/**
 * A reading of what is in a link, once that is known to be sound.
 *
 * @param {() => { text: string, report: Report }} results
 */
function trusted(results) {
  try {
    const { text, report } = results();
    return new Reading(text, report, { partial: true });
  } catch {
    throw new LinkError('This link is damaged; it may have been cut off on its way. Ask for it again.');
  }
}

/**
 * A reading of nothing but the headline, what is said, and by whom. Its text is
 * as it is shown, so nothing of it is omitted any more.
 *
 * @param {Reading} reading
 * @returns {{ text: string, report: Report }}
 */
function condensed(reading) {
  const { text, report } = reading;
  const headline = report.paragraphs
    .slice(0, 1)
    .filter(({ kind }) => kind === 'heading')
    .map(({ span }) => span);
  const labels = report.paragraphs.flatMap(({ label }) => (label ? [label] : []));
  const said = report.quotes.flatMap(({ content, cue, source, chain }) => [...content, ...cue, ...source, ...chain]);
  const kept = union([...headline, ...labels, ...said], report);
  let short = '';
  /** The stretches that are kept and shown. @type {Span[]} */
  const stretches = [];
  /** Where each of them begins in the short text. @type {number[]} */
  const starts = [];
  /** @type {Span[]} */
  const spans = [];
  let next = 0;
  for (const {
    span: [start, end],
  } of report.paragraphs) {
    if (short) short += '\n\n';
    const from = short.length;
    let at = start;
    for (; next < kept.length && (kept[next]?.[0] ?? 0) < end; next++) {
      const [first = 0, last = 0] = kept[next] ?? [];
      short += gap(reading.shown([at, first]), short.length > from);
      for (const stretch of pieces([first, last], report.layout.omitted)) {
        stretches.push(stretch);
        starts.push(short.length);
        short += text.slice(...stretch);
      }
      at = last;
    }
    short += gap(reading.shown([at, end]), short.length > from);
    spans.push([from, short.length]);
  }

  /** Where a character stands now; nowhere if it is left out. @param {number} offset */
  const place = (offset) => {
    let low = 0;
    for (let high = stretches.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if ((stretches[middle]?.[0] ?? Infinity) <= offset) low = middle;
      else high = middle;
    }
    const [first, last] = stretches[low] ?? [0, 0];
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
        .slice(0, words)
        .sort((a, b) => a.span[0] - b.span[0]),
    };
  return {
    text: short,
    report: {
      ...report,
      layout: { ...report.layout, lines_joined: 0, omitted: [] },
      paragraphs: report.paragraphs.map((paragraph, index) => ({
        ...paragraph,
        span: spans[index] ?? [0, 0],
        label: (paragraph.label && moved(paragraph.label)[0]) ?? null,
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
      speakers: report.speakers.map((speaker) => ({ ...speaker, tone: lighter(speaker.tone, 0) })),
    },
  };
}

/**
 * What stands between two kept stretches: white space as it is, a sign for words.
 *
 * @param {string} between
 * @param {boolean} after whether something stands before it
 */
function gap(between, after) {
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
