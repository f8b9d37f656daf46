// The page is for everybody: no serious finding of axe, no sideways scrolling,
// motion only for those who like it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { visit } from './person.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const [device, viewport] of /** @type {const} */ ([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ])) {
    test(`axe finds nothing serious: ${colorScheme}, ${device}`, async (t) => {
      const person = await visit(t, { colorScheme, viewport });
      await person.page.evaluate(axe);
      await isSound(person, 'empty page');

      await person.press('Try an example');
      await person.marks.first().waitFor();
      await person.page.getByRole('button', { name: 'Tone of paragraph 4' }).click();
      await isSound(person, 'article');

      await person.marks.nth(1).click();
      await person.rows.nth(1).getByText(/^Why/).click();
      await person.rows.nth(1).locator('.reasons').waitFor();
      await isSound(person, 'row chosen');

      await person.press('Copy link');
      await person.seesMessage(/characters/);
      await person.press('Edit text');
      await isSound(person, 'editor');
    });
  }
}

test('nothing scrolls sideways on a small phone', async (t) => {
  const person = await visit(t, { viewport: { width: 360, height: 640 } });
  const width = () => person.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok((await width()) <= 360, 'empty page');
  const long = `${'x'.repeat(300)} https://news.example/${'path/'.repeat(60)}`;
  await person.pasteFlavours({ 'text/plain': `“The whole list is at ${long} and it is long,” said Ann Lee.\n\n“So it goes with every longer quotation that we have seen so far,” said Maria ${'Magdalena '.repeat(8)}Lopez.` });
  await person.marks.first().waitFor();
  assert.ok((await width()) <= 360, 'article');
  await person.press('Who said what');
  await person.rows.first().waitFor();
  assert.ok((await width()) <= 360, 'table');
});

test('no number of an attribution stands alone at the start of a line', async (t) => {
  const person = await visit(t);
  await person.press('Try an example');
  await person.marks.first().waitFor();
  for (let width = 1000; width <= 1400; width += 40) {
    await person.page.setViewportSize({ width, height: 900 });
    const alone = await person.marks.evaluateAll((numbers) =>
      numbers.filter((number) => {
        const words = [...(number.parentElement?.previousElementSibling?.getClientRects() ?? [])].at(-1);
        return words && number.getBoundingClientRect().left < words.right - 3;
      }).length,
    );
    assert.equal(alone, 0, `${width} pixels wide`);
  }
});

test('those who hear the page are told what came out', async (t) => {
  const person = await visit(t);
  const told = (/** @type {RegExp} */ words) => person.page.getByRole('status').filter({ hasText: words }).waitFor();
  await person.press('Try an example');
  await told(/^416 words · 17 paragraphs · \d+ attributions · \d+ speakers$/);
  await person.page.locator('#speakers').getByRole('button', { name: 'Ines Corval' }).click();
  await told(/^4 of \d+ attributions shown$/);
});

test('paper shows the article and the table, from a phone too', async (t) => {
  const person = await visit(t, { viewport: PHONE });
  await person.press('Try an example');
  await person.marks.first().waitFor();
  await person.page.emulateMedia({ media: 'print' });
  assert.equal(await person.marks.first().isVisible(), true);
  assert.equal(await person.row('We came here as neighbours').isVisible(), true);
});

test('Tab leads past the article to the table without touching the address', async (t) => {
  const person = await visit(t);
  await person.press('Try an example');
  await person.rows.first().waitFor();
  await person.press('Copy link');
  await person.seesMessage(/characters/);
  const address = person.page.url();
  await person.page.getByRole('link', { name: 'Skip to who said what' }).focus();
  await person.page.keyboard.press('Enter');
  assert.equal(await person.page.evaluate(() => document.activeElement?.id), 'who');
  assert.equal(person.page.url(), address);
});

/**
 * @param {import('./person.js').Person} person
 * @param {string} when
 */
async function isSound(person, when) {
  const findings = await person.page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run();
    return violations
      .filter((/** @type {any} */ { impact }) => impact === 'serious' || impact === 'critical')
      .flatMap((/** @type {any} */ { id, nodes }) => nodes.map((/** @type {any} */ node) => `${id}: ${node.html} ${node.failureSummary}`));
  });
  assert.deepEqual(findings, [], when);
}
