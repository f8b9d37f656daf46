// Results to take away: the table as CSV, the report as JSON, a summary as
// Markdown, the marked article as a page (annotated.js). The article is not to
// be trusted in any of them: a cell must not become a formula, a link or a tag.

import { manner } from './act.js';
import { KINDS } from './kinds.js';
import { headline, oneLine, shortened } from './line.js';
import { counted, NOTICES, TOO_FEW, UNKNOWN } from './reading.js';
import { signed } from './tone.js';

/** @typedef {import('./pkg/whosaid.js').Quote} Quote */
/** @typedef {import('./pkg/whosaid.js').Report} Report */
/** @typedef {import('./pkg/whosaid.js').Span} Span */
/** @typedef {import('./pkg/whosaid.js').Tone} Tone */
/** @typedef {import('./reading.js').Reading} Reading */

export { annotatedHtml } from './annotated.js';
export { download, fileName } from './save.js';

/** Characters of a paragraph where its beginning stands for it. */
const BEGINNING = 60;

const COLUMNS = ['paragraph', 'sentence', 'speaker', 'role', 'source', 'cue', 'content', 'kind', 'act', 'tone', 'confidence'];

/**
 * One row per attribution, with the columns of the terminal's CSV. The byte order
 * mark tells Excel that it is UTF-8.
 *
 * @param {Reading} reading
 * @param {Quote[]} quotes those that have a row
 */
export function csv(reading, quotes = reading.report.quotes) {
  const rows = quotes.map((quote) => [
    quote.paragraph + 1,
    sentence(reading, quote),
    guarded(who(reading, quote)),
    guarded(roles(reading, quote)),
    guarded(pieces(reading, quote.source)),
    guarded(pieces(reading, quote.cue)),
    guarded(pieces(reading, quote.content)),
    quote.kind,
    quote.act,
    quote.tone ? quote.tone.score.toFixed(2) : '',
    quote.confidence.toFixed(2),
  ]);
  const lines = [COLUMNS, ...rows].map((row) => `${row.map(field).join(',')}\r\n`);
  return `\uFEFF${lines.join('')}`;
}

/**
 * The report, with the text that its spans point into and the unit they count.
 *
 * @param {Reading} reading
 */
export function json({ text, report: { schema, ...report } }) {
  return `${JSON.stringify({ schema, offsets: 'utf16', text, ...report }, null, 2)}\n`;
}

/**
 * A summary for reading: who said what, the speakers, the tone of each paragraph.
 *
 * @param {Reading} reading
 * @param {string} title
 */
export function markdown(reading, title = headline(reading)) {
  const { report } = reading;
  const head = `# ${escaped(oneLine(title))}\n`;
  if (report.notice) return `${head}\n${NOTICES[report.notice]}\n`;
  const voices = reading.voices();
  const quotes = report.quotes.map((quote) => [
    quote.paragraph + 1,
    who(reading, quote),
    pieces(reading, quote.content),
    `${pieces(reading, quote.cue) || 'no cue'} (${manner(quote)})`,
    tone(quote.tone),
    quote.confidence.toFixed(2),
  ]);
  const speakers = voices.map(({ name, role, quotes, words, rows, tone: theirs }) => {
    return [name, role ?? '', quotes, words, theirs || rows === 0 ? tone(theirs) : TOO_FEW];
  });
  const paragraphs = report.paragraphs.map(({ span, kind, tone: its }, index) => [
    index + 1,
    tone(its),
    KINDS[kind],
    shortened(reading.shown(span), BEGINNING),
  ]);
  const summary = [
    counted(reading.words, 'word'),
    counted(report.paragraphs.length, 'paragraph'),
    counted(report.quotes.length, 'attribution'),
    counted(voices.filter(({ id }) => id !== UNKNOWN).length, 'speaker'),
  ];
  return [
    head,
    `${summary.join(' · ')}. Made with Whosaid. Automatic: check before you rely on it.\n`,
    ...whole(report),
    '## Who said what\n',
    quotes.length > 0
      ? table(['Paragraph', 'Speaker', 'What', 'How', 'Tone', 'Confidence'], '---:|---|---|---|---|---:', quotes)
      : 'Nobody is quoted, as far as Whosaid can tell.\n',
    ...(voices.length > 0
      ? ['## Speakers\n', table(['Speaker', 'Role', 'Attributions', 'Words', 'Tone'], '---|---|---:|---:|---', speakers)]
      : []),
    '## Tone\n',
    table(['Paragraph', 'Tone', 'Kind', 'Beginning'], '---:|---|---|---', paragraphs),
  ].join('\n');
}

/**
 * The sentence of its paragraph that the content starts in, from 1; empty where
 * sentences are not known.
 *
 * @param {Reading} reading
 * @param {Quote} quote
 */
function sentence({ report, partial }, { paragraph, content }) {
  if (partial) return '';
  const start = content[0]?.[0] ?? 0;
  const before = report.paragraphs[paragraph]?.sentences.filter(({ span }) => span[0] <= start).length ?? 0;
  return Math.max(before, 1);
}

/** @param {Reading} reading @param {Quote} quote */
function who(reading, quote) {
  return oneLine(reading.names(quote).join(' and ')) || 'unknown';
}

/** @param {Reading} reading @param {Quote} quote */
function roles({ report }, { speakers }) {
  return oneLine(speakers.flatMap((id) => report.speakers[id]?.role ?? []).join(' and '));
}

/** @param {Reading} reading @param {Span[]} spans */
function pieces(reading, spans) {
  return spans.map((span) => oneLine(reading.shown(span))).join(' … ');
}

/** @param {Report} report */
function whole(report) {
  if (!report.tone) return [];
  const voices = [
    ...(report.narrator ? [`the reporter’s own words ${tone(report.narrator)}`] : []),
    ...(report.quoted ? [`voices quoted ${tone(report.quoted)}`] : []),
  ];
  return [`Tone of the whole: ${[tone(report.tone), ...voices].join('; ')}.\n`];
}

/** @param {import('./pkg/whosaid.js').Rating | null | undefined} tone */
function tone(tone) {
  return tone ? `${tone.label} ${signed(tone.score)}` : '';
}

/**
 * A cell that a spreadsheet would take for a formula gets an apostrophe.
 *
 * @param {string} cell
 */
function guarded(cell) {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

/**
 * A field as in RFC 4180.
 *
 * @param {string | number} value
 */
function field(value) {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * @param {string[]} head
 * @param {string} rule
 * @param {(string | number)[][]} rows
 */
function table(head, rule, rows) {
  const lines = [head, ...rows].map((row) => `| ${row.map((cell) => escaped(String(cell))).join(' | ')} |`);
  return `${[lines[0], `|${rule}|`, ...lines.slice(1)].join('\n')}\n`;
}

/**
 * Text that Markdown shows as it is. Addresses are escaped too, for many
 * programs turn bare ones into links.
 *
 * @param {string} text
 */
function escaped(text) {
  return text
    .replace(/[\\`*_{}[\]|~#@$]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
