// What is seen of a text differs from what was pasted, and everything that is
// taken away has the words as they are seen. The functions need no browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { annotatedHtml, csv, json, markdown } from '../../www/export.js';
import { joining } from '../../www/layout.js';
import { Reading } from '../../www/reading.js';
import { decodeResults, encodeResults } from '../../www/results.js';
import { pieces, shown } from '../../www/shown.js';

/** @typedef {import('../../www/pkg/whosaid.js').Report} Report */
/** @typedef {import('../../www/pkg/whosaid.js').Span} Span */

/** @param {string} text @param {string[]} omitted in order @returns {Span[]} */
function places(text, omitted) {
  let at = 0;
  return omitted.map((words) => {
    const start = text.indexOf(words, at);
    at = start + words.length;
    return [start, at];
  });
}

/** All of a text as it is seen. @param {string} text @param {string[]} omitted */
const seen = (text, ...omitted) => shown(text, [0, text.length], places(text, omitted));

test('a line break is a space, white space within a line stays', () => {
  assert.equal(seen('one\ntwo'), 'one two');
  assert.equal(seen('one  \r\n\t two\u2028three'), 'one two three');
  assert.equal(seen('one  two\u00A0three'), 'one  two\u00A0three');
});

test('what is omitted leaves no trace', () => {
  assert.equal(seen('be-\nfore', '-\n'), 'before');
  assert.equal(seen('one\n> two', '> '), 'one two');
  assert.equal(seen('the crowd\n\n12\n\nwent home.3', '12', '3'), 'the crowd went home.');
  assert.equal(seen('coun\u00ADcil 👩\u200D👧'), 'council 👩\u200D👧');
});

test('a span may lie before, between and after what is omitted', () => {
  const text = 'one--two-three';
  const omitted = places(text, ['--', '-']);
  const part = (/** @type {Span} */ span) => shown(text, span, omitted);
  assert.deepEqual([part([0, 3]), part([5, 8]), part([9, 14])], ['one', 'two', 'three']);
  assert.deepEqual([part([1, 7]), part([4, 14]), part([3, 5])], ['netw', 'twothree', '']);
  assert.deepEqual(pieces([2, 12], omitted), [
    [2, 3],
    [5, 8],
    [9, 12],
  ]);
});

test('it takes time in proportion to the length', () => {
  const start = performance.now();
  const length = 400_000;
  assert.equal(seen(`a${' '.repeat(length)}b\nc`).length, length + 4);
  const omitted = Array.from({ length }, (_, index) => /** @type {Span} */ ([2 * index, 2 * index + 1]));
  const text = '-a'.repeat(length);
  assert.equal(shown(text, [0, 2 * length], omitted), 'a'.repeat(length));
  for (let at = 0; at < length; at += 2) shown(text, [at, at + 2], omitted);
  assert.ok(performance.now() - start < 5000);
});

const PASTED = `HARBOUR NEWS\n\n> “We waited the whole night be-\n> fore the gate, and no-\n> body came,” said Ann\n> Lee.[1]\n\n12\n`;
const OMITTED = places(PASTED, ['-\n> ', '-\n> ', '> ', '[1]', '12']);

/** @param {string} words @returns {Span} */
const span = (words) => [PASTED.indexOf(words), PASTED.indexOf(words) + words.length];
const content = PASTED.slice(PASTED.indexOf('“'), PASTED.indexOf(' said'));

/** @type {Report} */
const REPORT = {
  schema: 2,
  notice: null,
  layout: { lines_joined: 3, omitted: OMITTED, conversation: null },
  tone: null,
  narrator: null,
  quoted: null,
  paragraphs: [
    { span: span('HARBOUR NEWS'), kind: 'heading', label: null, sentences: [], tone: null, narrator: null, quoted: null },
    {
      span: [span('“We')[0], span('Lee.[1]')[1]],
      kind: 'turn',
      label: span('Ann\n> Lee'),
      sentences: [],
      tone: { score: -0.1, label: 'negative', evidence: [{ span: span('no-\n> body'), weight: -0.1 }] },
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
      content: [span(content)],
      cue: [span('said')],
      source: [span('Ann\n> Lee')],
      speakers: [0],
      confidence: 0.9,
      rule: 'quote_marks',
      chain: [],
      tone: null,
    },
  ],
  speakers: [{ id: 0, name: 'Ann Lee', kind: 'person', role: null, mentions: [], quotes: 1, words: 10, tone: null }],
};
const READING = new Reading(PASTED, REPORT);
const SAID = '“We waited the whole night before the gate, and nobody came,”';

test('every file has the words as they are seen', async () => {
  assert.ok(csv(READING).includes(`,Ann Lee,,Ann Lee,said,"${SAID}",`));
  assert.ok(markdown(READING).includes(`| ${SAID} | said (direct) |`));
  const page = await annotatedHtml(READING);
  assert.ok(page.includes(`<bdi>${SAID}</bdi>`));
  assert.match(page, />“We waited the whole night before the gate, and nobody came,”<\/mark>/);
  assert.doesNotMatch(page, /be-|&gt;|\[1\]/);
  assert.equal(READING.words, 16);
});

test('the report has the text as it was pasted, and how it was laid out', () => {
  const report = JSON.parse(json(READING));
  assert.equal(report.text, PASTED);
  assert.deepEqual(report.layout, REPORT.layout);
});

test('results in a link have the words as they are seen, and nothing is omitted any more', async () => {
  const received = await decodeResults(await encodeResults(READING));
  assert.deepEqual(received.report.layout, { lines_joined: 0, omitted: [], conversation: null });
  assert.equal(received.text.replaceAll(/\s+/g, ' '), `HARBOUR NEWS ${SAID} said Ann Lee.`);
  const [quote] = received.report.quotes;
  assert.equal(quote && received.said(quote), SAID);
  const { kind, label, tone } = received.report.paragraphs[1] ?? {};
  assert.equal(kind, 'turn');
  assert.equal(label && received.shown(label), 'Ann Lee');
  assert.deepEqual(
    tone?.evidence.map(({ span }) => received.shown(span)),
    ['nobody'],
  );
  // What was passed on can be passed on again, and is the same.
  assert.equal(await encodeResults(received), await encodeResults(READING));
});

test('a conversation stays one in a link', async () => {
  const layout = { ...REPORT.layout, conversation: /** @type {const} */ ('unlabelled') };
  const received = await decodeResults(await encodeResults(new Reading(PASTED, { ...REPORT, layout })));
  assert.equal(received.report.layout.conversation, 'unlabelled');
});

test('what was joined and left out is told in a line', () => {
  assert.equal(joining(READING), 'Lines were joined: 3 breaks, 1 page header or page number left out, 1 footnote sign left out.');
  const layout = { lines_joined: 0, omitted: places(PASTED, ['[1]']), conversation: null };
  assert.equal(joining(new Reading(PASTED, { ...REPORT, layout })), 'This is not quite as it was pasted: 1 footnote sign left out.');
  assert.equal(joining(new Reading(PASTED, { ...REPORT, layout: { ...layout, omitted: [] } })), '');
});
