// What is taken away can be read back, and nothing in an article makes it do
// anything where it is opened. The functions need no browser.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { annotatedHtml, csv, fileName, json, markdown } from '../../www/export.js';
import { Reading } from '../../www/reading.js';

/** @typedef {import('../../www/pkg/whosaid.js').Report} Report */
/** @typedef {import('../../www/pkg/whosaid.js').Span} Span */

const TEXT = `Bridge | <b>open</b>

“=1+1, "quoted"\nand | <script>alert(1)</script> [here](javascript:x) https://evil.example,” said @Ann *Lee*.`;

const TONE = { score: -0.4, label: /** @type {const} */ ('negative'), evidence: [] };

/** @param {string} words @returns {Span} */
const span = (words) => [TEXT.indexOf(words), TEXT.indexOf(words) + words.length];

const said = TEXT.slice(TEXT.indexOf('“'), TEXT.indexOf(' said'));

/** @type {Report} */
const REPORT = {
  schema: 2,
  notice: null,
  layout: { lines_joined: 1, omitted: [], conversation: null },
  tone: TONE,
  narrator: null,
  quoted: TONE,
  paragraphs: [
    {
      span: span('Bridge | <b>open</b>'),
      kind: 'heading',
      label: null,
      sentences: [{ span: span('Bridge | <b>open</b>'), tone: null }],
      tone: TONE,
      narrator: null,
      quoted: null,
    },
    {
      span: [22, TEXT.length],
      kind: 'body',
      label: null,
      sentences: [{ span: [22, TEXT.length], tone: null }],
      tone: null,
      narrator: null,
      quoted: null,
    },
  ],
  quotes: [
    {
      id: 0,
      paragraph: 1,
      kind: 'direct',
      act: 'said',
      content: [span(said)],
      cue: [span('said')],
      source: [span('@Ann *Lee*')],
      speakers: [0],
      confidence: 0.912,
      rule: 'quote_marks',
      chain: [],
      tone: TONE,
    },
  ],
  speakers: [{ id: 0, name: '@Ann *Lee*', kind: 'person', role: '=HYPERLINK("x")', mentions: [], quotes: 1, words: 7, tone: TONE }],
};

const READING = new Reading(TEXT, REPORT);

/** A reader of CSV as in RFC 4180. @param {string} text */
function parsed(text) {
  const rows = [['']];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    const row = rows.at(-1) ?? [];
    row[row.length - 1] = quoted?.replaceAll('""', '"') ?? bare ?? '';
    if (end === ',') row.push('');
    else rows.push(['']);
  }
  return rows.slice(0, -1);
}

test('a spreadsheet reads the table back, and no cell is a formula', () => {
  const table = csv(READING);
  assert.equal(table[0], '\uFEFF');
  const [head, row, none] = parsed(table.slice(1));
  assert.equal(none, undefined);
  assert.deepEqual(head, ['paragraph', 'sentence', 'speaker', 'role', 'source', 'cue', 'content', 'kind', 'act', 'tone', 'confidence']);
  assert.deepEqual(row, [
    '2',
    '1',
    "'@Ann *Lee*",
    `'=HYPERLINK("x")`,
    "'@Ann *Lee*",
    'said',
    said.replace('\n', ' '),
    'direct',
    'said',
    '-0.40',
    '0.91',
  ]);
});

test('results without the article know no sentences', () => {
  const [, row] = parsed(csv(new Reading(TEXT, REPORT, { partial: true })).slice(1));
  assert.deepEqual(row?.slice(0, 2), ['2', '']);
});

test('the report comes with the text that its spans point into', () => {
  assert.deepEqual(JSON.parse(json(READING)), { ...REPORT, offsets: 'utf16', text: TEXT });
});

test('the table can hold some of the rows', () => {
  assert.equal(parsed(csv(READING, []).slice(1)).length, 1);
});

test('no cell breaks a Markdown table or brings in a link or a tag', () => {
  const text = markdown(READING);
  const [first] = text.split('\n');
  assert.equal(first, '# Bridge \\| &lt;b&gt;open&lt;/b&gt;');
  assert.doesNotMatch(text, /<|(?<!\\)(?:\[|:\/\/|[*@])/);
  const columns = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.match(/(?<!\\)\|/g)?.length);
  assert.deepEqual(columns, [7, 7, 7, 6, 6, 6, 5, 5, 5, 5]);
});

test('the marked page holds the article as text, and lets nothing else in', async () => {
  const page = await annotatedHtml(READING, '</title><script>alert(1)</script>');
  assert.doesNotMatch(page, /<script|<b>|<img/);
  assert.match(page, /<mark class="direct" title="@Ann \*Lee\*">“=1\+1, &quot;quoted&quot; and \| &lt;script&gt;/);
  assert.match(page, /▼ negative −0\.40/);
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  assert.ok(page.includes(`default-src 'none'; style-src 'sha256-${hash}'`));
});

test('a thought is called one, and the marked page explains the word', async () => {
  const thinks = new Reading(TEXT, { ...REPORT, quotes: REPORT.quotes.map((quote) => ({ ...quote, act: 'thought' })) });
  const [, row] = parsed(csv(thinks).slice(1));
  assert.deepEqual(row?.slice(7, 9), ['direct', 'thought']);
  assert.match(markdown(thinks), /\| said \(direct, thought\) \|/);
  assert.equal(JSON.parse(json(thinks)).quotes[0].act, 'thought');
  assert.match(await annotatedHtml(thinks), /A thought is what somebody believes[\s\S]*<div class="how">direct, thought · /);
  assert.doesNotMatch(await annotatedHtml(READING), /thought/);
});

test('people read “partly quoted”, programs “mixed”', async () => {
  const partly = new Reading(TEXT, { ...REPORT, quotes: REPORT.quotes.map((quote) => ({ ...quote, kind: 'mixed' })) });
  assert.match(markdown(partly), /\| said \(partly quoted\) \|/);
  const page = await annotatedHtml(partly);
  assert.match(page, /<div class="how">partly quoted · /);
  assert.match(page, /<span class="said mixed">partly quoted<\/span>/);
  assert.equal(parsed(csv(partly).slice(1))[1]?.[7], 'mixed');
  assert.equal(JSON.parse(json(partly)).quotes[0].kind, 'mixed');
});

test('one or two rows are too few to say how somebody speaks', () => {
  const speaker = (/** @type {number} */ rows) => {
    const quotes = Array.from({ length: rows }, (_, id) => ({ .../** @type {any} */ (REPORT.quotes[0]), id }));
    return /\n\| \\@Ann .*/.exec(markdown(new Reading(TEXT, { ...REPORT, quotes })))?.[0] ?? '';
  };
  for (const rows of [1, 2]) assert.match(speaker(rows), /\| too few to say \|$/);
  assert.match(speaker(3), /\| negative −0\.40 \|$/);
});

test('a text that was not read says so', async () => {
  const unread = new Reading('Die Brücke', { ...REPORT, notice: 'not_english', paragraphs: [], quotes: [], speakers: [] });
  assert.match(markdown(unread), /# Die Brücke\n\nThis does not look like English/);
  assert.match(await annotatedHtml(unread), /Die Brücke[\s\S]*was not read/);
  assert.equal(parsed(csv(unread).slice(1)).length, 1);
});

for (const [title, name] of [
  ['Old bridge to stay open', 'Old-bridge-to-stay-open.csv'],
  ['../../etc/passwd\0', 'etc-passwd.csv'],
  ['“Don’t: go?” <now>', 'Dont-go-now.csv'],
  ['CON', 'article-CON.csv'],
  ['\u202E…!', 'article.csv'],
  ['Le Café où', 'Le-Café-où.csv'],
]) {
  test(`a file about ${JSON.stringify(title)} is ${name}`, () => assert.equal(fileName(READING, 'csv', title), name));
}

test('the name of a file is short', () => {
  assert.ok(fileName(READING, 'csv', 'word '.repeat(99)).length <= 60);
  assert.ok(fileName(READING, 'html', '語'.repeat(99)).length <= 60);
});
