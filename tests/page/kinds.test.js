// Every kind of paragraph is shown as what it is: to the eye, and to the ear
// through the elements that it is made of.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { annotatedHtml, markdown } from '../../www/export.js';
import { groups, KINDS, parts } from '../../www/kinds.js';
import { Reading } from '../../www/reading.js';
import { visit } from './person.js';
import { replacedWorker, reportOf, workerFor } from './reports.js';

/** @typedef {import('./reports.js').Written} Written */

/** @type {Written[]} */
const PAGE = [
  { kind: 'heading', text: 'Harbour to stay open' },
  { kind: 'byline', text: 'By Max Orr' },
  { kind: 'dateline', text: 'PORT ALMA, 3 May' },
  { kind: 'body', text: 'The council met for a whole night before it came to an end.' },
  { kind: 'caption', text: 'The harbour at dawn.' },
  { kind: 'credit', text: 'Cy Dunn/Harbour News' },
  { kind: 'list_item', text: '- The gate stays open.' },
  { kind: 'list_item', text: 'The lamps are lit.' },
  { kind: 'body', text: 'Then the mayor spoke.' },
  { kind: 'pull_quote', text: 'Nobody came down to us' },
  { kind: 'block_quote', text: 'We have heard what the harbour said, and we are sorry.' },
  { kind: 'block_quote', text: 'It will not happen again.' },
  { kind: 'post', text: 'They left us waiting. Never again.', label: 'Ann Lee', labelIn: 13 },
  { kind: 'byline', text: '— Ann Lee (@annlee) November 18, 2019' },
  { kind: 'question', text: 'Harbour News: What will you do now?', label: 'Harbour News' },
  { kind: 'turn', text: '[00:00:12] Bea Moss (14:02): We will wait once more.', label: 'Bea Moss', said: 'We will wait once more.' },
  { kind: 'question', text: 'And after that?' },
  { kind: 'time', text: '14:05' },
  { kind: 'footnote', text: '1 The gate was built in 1903.' },
  { kind: 'footnote', text: '2 So were the lamps.' },
];
const READING = new Reading(...reportOf(PAGE));

/** The parts of a paragraph as they are written. @param {Written} written */
function partsOf(written) {
  const reading = new Reading(...reportOf([written]));
  const [paragraph] = reading.report.paragraphs;
  return paragraph ? parts({ paragraph, index: 0, name: null }, reading).map(({ part, span }) => [part, reading.shown(span)]) : [];
}

test('a label is told from the hour before it, the office after it and the words', () => {
  const turn = (/** @type {string} */ text, label = 'Ann Lee') => partsOf({ kind: 'turn', text, label });
  assert.deepEqual(turn('Ann Lee: We left.'), [
    ['name', 'Ann Lee'],
    ['colon', ': '],
    ['words', 'We left.'],
  ]);
  assert.deepEqual(turn('[00:12] Ann Lee (14:02) — “We left.”'), [
    ['aside', '[00:12] '],
    ['name', 'Ann Lee'],
    ['aside', ' (14:02)'],
    ['colon', ' — '],
    ['words', '“We left.”'],
  ]);
  assert.deepEqual(turn('Ann Lee, BBC News: We left.'), [
    ['name', 'Ann Lee'],
    ['aside', ', BBC News'],
    ['colon', ': '],
    ['words', 'We left.'],
  ]);
  assert.deepEqual(turn('Q. Why, Ann: who left?', 'Q'), [
    ['name', 'Q'],
    ['colon', '. '],
    ['words', 'Why, Ann: who left?'],
  ]);
});

test('a name elsewhere in a paragraph stays where it is', () => {
  assert.deepEqual(partsOf({ kind: 'post', text: 'They left us waiting. — Ann Lee, 18 November', label: 'Ann Lee' }), [
    ['words', 'They left us waiting. — '],
    ['name', 'Ann Lee'],
    ['words', ', 18 November'],
  ]);
});

test('a bullet is told from its item', () => {
  for (const marker of ['- ', '• ', '– ', '1. ', '12) ', '(3) ', 'a) ']) {
    assert.deepEqual(partsOf({ kind: 'list_item', text: `${marker}The gate.` }), [
      ['marker', marker],
      ['words', 'The gate.'],
    ]);
  }
  for (const text of ['The gate.', '1903 was a year.', '-5 degrees']) {
    assert.deepEqual(partsOf({ kind: 'list_item', text }), [['words', text]]);
  }
});

test('paragraphs that belong together are a group', () => {
  const found = groups(READING).filter(({ together }) => together);
  assert.deepEqual(
    found.map(({ together, members }) => [together, members.map(({ index }) => index)]),
    [
      ['picture', [4, 5]],
      ['list', [6, 7]],
      ['pull', [9]],
      ['quotation', [10, 11]],
      ['post', [12, 13]],
      ['notes', [18, 19]],
    ],
  );
});

test('a post has its author, and what the network put around it', () => {
  const reading = new Reading(
    ...reportOf([
      { kind: 'body', text: 'People wrote of it.' },
      { kind: 'byline', text: 'Ann Lee' },
      { kind: 'byline', text: '@annlee' },
      { kind: 'post', text: 'We waited.', label: 'Ann Lee', labelIn: 1 },
      { kind: 'post', text: 'Never again.', label: 'Ann Lee', labelIn: 1 },
      { kind: 'post', text: '12 likes' },
      { kind: 'body', text: 'It was a cold night.' },
    ]),
  );
  assert.deepEqual(
    groups(reading).map(({ members }) => members.map(({ index }) => index)),
    [[0], [1, 2, 3, 4, 5], [6]],
  );
});

test('a name on a line of its own is told from a turn', () => {
  const named = (/** @type {Written[]} */ ...written) =>
    groups(new Reading(...reportOf(written))).map(({ members: [member] }) => Boolean(member?.name));
  assert.deepEqual(named({ kind: 'turn', text: 'Ann Lee:' }, { kind: 'turn', text: 'We left.', label: 'Ann Lee', labelIn: 0 }), [
    true,
    false,
  ]);
  assert.deepEqual(
    named(
      { kind: 'turn', text: 'Ann Lee: We left.', label: 'Ann Lee' },
      { kind: 'turn', text: 'We left again.', label: 'Ann Lee', labelIn: 0 },
    ),
    [false, false],
  );
  assert.deepEqual(
    named({ kind: 'body', text: 'Ann Lee wrote:' }, { kind: 'block_quote', text: 'We left.', label: 'Ann Lee', labelIn: 0 }),
    [false, false],
    'a sentence that names her',
  );
});

test('the posts of two authors are two posts, a long list is several', () => {
  const two = new Reading(
    ...reportOf([
      { kind: 'post', text: 'We left. Ann Lee', label: 'Ann Lee' },
      { kind: 'post', text: 'We came. Bo Ek', label: 'Bo Ek' },
    ]),
  );
  assert.equal(groups(two).length, 2);
  const long = new Reading(...reportOf(Array.from({ length: 100 }, () => ({ kind: 'list_item', text: 'One more.' }))));
  const sizes = groups(long).map(({ members }) => members.length);
  assert.deepEqual(sizes, [32, 32, 32, 4]);
});

test('files know the kinds', async () => {
  const summary = markdown(READING);
  for (const kind of ['heading', 'list item', 'pull quote', 'block quotation', 'turn', 'footnote']) {
    assert.match(summary, new RegExp(`\\| ${kind} \\|`));
  }
  const page = await annotatedHtml(READING);
  assert.match(page, /<ul>\n<li class="list_item" dir="auto">.*<span class="marker">- <\/span>The gate stays open\.<\/li>/);
  assert.match(page, /<blockquote class="pull">\n<p class="pull_quote"/);
  assert.match(page, /<blockquote class="post">[\s\S]*They left us waiting[\s\S]*Ann Lee[\s\S]*<\/blockquote>/);
  assert.match(page, /<figure><figcaption>\n<p class="caption"/);
  assert.match(page, /<ul class="notes">\n<li class="footnote"/);
});

test('a reader and a listener meet every kind as what it is', async (t) => {
  const { prepare } = replacedWorker(workerFor(PAGE));
  const person = await visit(t, { prepare });
  await person.pasteFlavours({ 'text/plain': READING.text });
  await person.seesRows(1);
  assert.deepEqual(
    await person.readsArticle(),
    READING.report.paragraphs.map(({ span }) => READING.shown(span)),
  );

  const article = person.page.getByRole('article');
  const items = article.getByRole('list').first().getByRole('listitem');
  assert.deepEqual(await items.locator('.text').allTextContents(), ['- The gate stays open.', 'The lamps are lit.']);
  assert.equal(await article.getByRole('list').count(), 2, 'bullets and footnotes');
  assert.equal(await article.getByRole('blockquote').count(), 3);
  assert.match(await article.getByRole('blockquote').nth(2).innerText(), /They left us waiting[\s\S]*Ann Lee/);
  assert.match(await article.getByRole('figure').innerText(), /The harbour at dawn\.[\s\S]*Cy Dunn/);
  assert.equal(await article.getByRole('heading', { name: 'Harbour to stay open' }).count(), 1);
  assert.equal(await article.locator('.question .spoken').count(), 1, 'who asks is not named, so the ear is told that it is a question');

  // The name stands on a line of its own, above the words.
  const turn = article.locator('.turn');
  const name = await turn.locator('.name').boundingBox();
  const words = await turn.locator('mark').boundingBox();
  assert.ok(name && words && name.y + name.height <= words.y + 2, 'the name is above');
});

test('what is copied from a conversation is what was pasted', async (t) => {
  const { prepare } = replacedWorker(workerFor(PAGE));
  const person = await visit(t, { prepare });
  await person.pasteFlavours({ 'text/plain': READING.text });
  await person.seesRows(1);
  const copied = await person.page.locator('#article .turn .text').evaluate((text) => {
    getSelection()?.selectAllChildren(text);
    return getSelection()?.toString();
  });
  assert.equal(copied?.replaceAll(/\s+/g, ' ').trim(), '[00:00:12] Bea Moss (14:02): We will wait once more.');
});

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const width of [1280, 1024, 390]) {
    test(`every kind is sound and fits: ${colorScheme}, ${width} px`, async (t) => {
      const { prepare } = replacedWorker(workerFor(PAGE));
      const person = await visit(t, { colorScheme, prepare, viewport: { width, height: 900 } });
      const { page } = person;
      await person.pasteFlavours({ 'text/plain': READING.text });
      await person.marks.first().waitFor();
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const { violations } = await /** @type {any} */ (window).axe.run();
        return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes[0].html}`);
      });
      assert.deepEqual(found, []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
    });
  }
}

test('every kind has a name', () => {
  assert.deepEqual(new Set(PAGE.map(({ kind }) => kind)), new Set(Object.keys(KINDS)), 'each of them is on the page above');
});
