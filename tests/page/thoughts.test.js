// What somebody thinks is told apart from what they say, wherever there is a
// row of it, and the page says what a thought is.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { visit } from './person.js';
import { replacedWorker, reportOf, workerFor } from './reports.js';

/** @type {import('./reports.js').Written[]} */
const ARTICLE = [
  { kind: 'heading', text: 'Harbour to stay open' },
  { kind: 'body', text: 'Ann Lee hopes that the gate will hold.', label: 'Ann Lee', thought: 'that the gate will hold' },
  { kind: 'body', text: '“We have oiled it twice,” Bo Ek said.', label: 'Bo Ek', said: '“We have oiled it twice,”' },
  { kind: 'body', text: 'Bo Ek plans to oil it again.', label: 'Bo Ek', thought: 'to oil it again' },
];
const [TEXT] = reportOf(ARTICLE);
const MEANING = 'what somebody believes, hopes, plans or expects, not what they said';

/** @param {import('node:test').TestContext} t @param {import('./person.js').Circumstances} circumstances */
async function readArticle(t, circumstances = {}) {
  const { prepare } = replacedWorker(workerFor(ARTICLE));
  const person = await visit(t, { prepare, ...circumstances });
  await person.pasteFlavours({ 'text/plain': TEXT });
  await person.marks.nth(2).waitFor();
  return person;
}

test('the row of a thought says so and what that means; others need no word', async (t) => {
  const person = await readArticle(t);
  assert.deepEqual(
    (await person.readsTable()).map(({ kind, act }) => [kind, act]),
    [
      ['indirect', 'thought'],
      ['direct', 'said'],
      ['indirect', 'thought'],
    ],
  );
  assert.equal(await person.row('the gate will hold').getByText('thought', { exact: true }).getAttribute('title'), MEANING);
  for (const [words, count] of /** @type {const} */ ([
    ['the gate will hold', 1],
    ['oiled it twice', 0],
  ])) {
    await person.row(words).getByText('Why', { exact: true }).click();
    await person.row(words).locator('.reasons').waitFor();
    assert.equal(await person.row(words).getByText(`A thought: ${MEANING}.`).count(), count);
  }
  await person.press('Keyboard and help');
  assert.match((await person.dialog.textContent()) ?? '', new RegExp(MEANING));
});

test('a listener is told of a thought in the article', async (t) => {
  const person = await readArticle(t);
  assert.deepEqual(await person.page.locator('#article mark .spoken').allTextContents(), [
    'thought, reported, by Ann Lee:\u00A0',
    'quote by Bo Ek:\u00A0',
    'thought, reported, by Bo Ek:\u00A0',
  ]);
  assert.equal(await person.marks.first().getAttribute('aria-label'), 'Attribution 1, indirect, thought: Ann Lee');
});

test('what is said and what is thought can be shown alone, together with other filters', async (t) => {
  const person = await readArticle(t);
  const shown = async () => (await person.readsTable()).map(({ number }) => number);
  await person.filters('Said or thought', 'Thought');
  assert.deepEqual(await shown(), [1, 3]);
  await person.page.getByText('2 of 3', { exact: true }).waitFor();
  await person.filters('Speaker', 'Bo Ek (2)');
  assert.deepEqual(await shown(), [3]);
  await person.filters('Said or thought', 'Said');
  assert.deepEqual(await shown(), [2]);
  await person.press('Show all');
  assert.deepEqual(await shown(), [1, 2, 3]);
  assert.equal(await person.page.getByRole('combobox', { name: 'Said or thought' }).inputValue(), '');
});

test('rows in order of their kind have thoughts last', async (t) => {
  const person = await readArticle(t);
  await person.press('Kind');
  assert.deepEqual(
    (await person.readsTable()).map(({ number }) => number),
    [2, 1, 3],
  );
});

test('a speaker’s card tells which of their words are thoughts', async (t) => {
  const person = await readArticle(t);
  await person.looksAt('People');
  const card = person.cards.filter({ hasText: 'Bo Ek' });
  await card.getByText('Their words, in order').click();
  const words = card.getByRole('listitem');
  await words.nth(1).waitFor();
  assert.deepEqual(await words.getByText('thought', { exact: true }).count(), 1);
  assert.match((await words.nth(1).textContent()) ?? '', /to oil it again.*thought/);
});

test('a link with results has the thoughts', async (t) => {
  const sender = await readArticle(t);
  const link = await sender.copiesLink('Copy results link');
  const receiver = await visit(t, { hash: new URL(link).hash });
  await receiver.seesRows(3);
  assert.deepEqual(await receiver.readsTable(), await sender.readsTable());
});

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const width of [1280, 1024, 390]) {
    test(`thoughts are sound and fit: ${colorScheme}, ${width} px`, async (t) => {
      const person = await readArticle(t, { colorScheme, viewport: { width, height: 900 } });
      const { page } = person;
      if (width === 390) {
        await person.looksAt('Who said what');
        await person.press('Filters');
      }
      await person.row('the gate will hold').getByText('Why', { exact: true }).click();
      await person.row('the gate will hold').locator('.reasons').waitFor();
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
