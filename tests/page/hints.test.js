// What a first reader is told, and never has to be told again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRIDGE, TOWN, visit } from './person.js';

/** @param {import('node:test').TestContext} t @param {import('./person.js').Circumstances} circumstances */
async function readFirst(t, circumstances = {}) {
  const person = await visit(t, circumstances);
  await person.pasteFlavours({ 'text/plain': BRIDGE });
  await person.seesRows(2);
  const hint = person.page.getByText('Press a marked passage to see who says it');
  await hint.waitFor();
  return { person, hint };
}

test('hints are gone for good after “Got it”', async (t) => {
  const { person, hint } = await readFirst(t);
  await person.press('Got it');
  assert.equal(await hint.isVisible(), false);
  await person.reloads();
  await person.pasteFlavours({ 'text/plain': BRIDGE });
  await person.seesRows(2);
  assert.equal(await hint.isVisible(), false);
  assert.deepEqual(
    await person.page.evaluate(() => Object.entries(localStorage)),
    [['whosaid-no-hints', '']],
    'that, and nothing of the article',
  );
});

for (const [what, deed] of /** @type {[string, (person: import('./person.js').Person) => Promise<void>][]} */ ([
  ['a mark', (person) => person.page.locator('#article mark').first().click()],
  ['a row', (person) => person.row('The bridge is safe').locator('.said').click()],
  ['a key', (person) => person.page.keyboard.press('j')],
])) {
  test(`hints are gone once the reader has chosen by ${what}`, async (t) => {
    const { person, hint } = await readFirst(t);
    await deed(person);
    await hint.waitFor({ state: 'hidden' });
    assert.notEqual(await person.readsChosenMark(), '');
    assert.equal(await person.page.evaluate(() => localStorage.length), 0, 'nobody asked to remember that');
  });
}

test('the legend and the table have the same words for the kinds', async (t) => {
  const person = await visit(t);
  await person.paste(TOWN);
  await person.row('the cellar would hold the maps').waitFor();
  const legend = await person.page.locator('#legend mark').allTextContents();
  assert.deepEqual(legend, ['direct quote', 'partly quoted', 'indirect: reported']);
  const kinds = new Set((await person.readsTable()).map(({ kind }) => kind));
  assert.deepEqual(kinds, new Set(['direct', 'partly quoted', 'indirect']), 'the text has each kind');
  for (const kind of kinds)
    assert.ok(
      legend.some((words) => words.startsWith(kind)),
      kind,
    );
});

test('on a phone scores are seen and rows say what their percentage is', async (t) => {
  const person = await visit(t, { viewport: { width: 390, height: 844 } });
  await person.pasteFlavours({ 'text/plain': BRIDGE });
  await person.marks.first().waitFor();
  const scores = await person.page.locator('#article button.tone').allInnerTexts();
  assert.equal(scores.length, 3);
  for (const score of scores) assert.match(score, /^[+−]?\d\.\d\d$/);
  await person.looksAt('Who said what');
  const sure = person.rows.first().locator('.sure');
  // Until the row was laid out, it has no words that are seen.
  await sure.scrollIntoViewIfNeeded();
  assert.match(await sure.innerText(), /^\d+ % sure$/);
});

test('where nothing may be stored, “Got it” still works', async (t) => {
  const { person, hint } = await readFirst(t, {
    prepare: (page) =>
      page.addInitScript(() => {
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('no storage', 'SecurityError');
          },
        });
      }),
  });
  await person.press('Got it');
  assert.equal(await hint.isVisible(), false);
});

test('an article that quotes nobody needs no hint about marks', async (t) => {
  const person = await visit(t);
  await person.paste('The river rose by two metres in the night. By the morning the lower streets were under water.');
  await person.page.getByText('Nobody is quoted').waitFor();
  assert.equal(await person.page.getByText('Press a marked passage').isVisible(), false);
});
