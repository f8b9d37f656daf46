// The sentences of a paragraph with their tones, for who asks for them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRIDGE, visit } from './person.js';

const MIXED = `Harbour reopens

The rescue was a triumph, and the whole town celebrated. A gunman killed four people at the school. The council meets on Monday.

It rained.`;

/** @param {import('node:test').TestContext} t @param {import('./person.js').Circumstances} circumstances */
async function readMixed(t, circumstances = {}) {
  const person = await visit(t, circumstances);
  await person.pasteFlavours({ 'text/plain': MIXED });
  const tone = (/** @type {number} */ number) => person.page.getByRole('button', { name: `Tone of paragraph ${number}` });
  await tone(4).or(tone(3)).first().waitFor();
  return {
    person,
    tone,
    why: person.page.locator('.why'),
    items: person.page.getByRole('listitem').and(person.page.locator('.sentences li')),
  };
}

test('each sentence is there in its order, with its tone', async (t) => {
  const { tone, why, items } = await readMixed(t);
  await tone(2).click();
  assert.equal(await items.count(), 0, 'nobody has asked yet');
  await why.getByText('Sentence by sentence').click();
  assert.deepEqual(
    (await items.allTextContents()).map((words) => words.replace(/[+−]\d\.\d\d|0\.00/, '#')),
    [
      '# positiveThe rescue was a triumph, and the whole town celebrated.',
      '# negativeA gunman killed four people at the school.',
      '# neutralThe council meets on Monday.',
    ],
  );
});

test('a sentence alone has the tone of its paragraph, which is told already', async (t) => {
  const { tone, why } = await readMixed(t);
  await tone(3).click();
  await why.waitFor();
  assert.equal(await why.locator('details').count(), 0);
});

test('a finger opens them, and they fit a phone', async (t) => {
  const { person, tone, why, items } = await readMixed(t, { viewport: { width: 390, height: 844 }, touch: true });
  await tone(2).tap();
  await why.getByText('Sentence by sentence').tap();
  await items.first().waitFor();
  assert.equal(await person.page.evaluate(() => document.documentElement.scrollWidth), 390);
});

test('the keyboard goes from a tone to its sentences, and Escape brings it back', async (t) => {
  const person = await visit(t);
  const keys = person.page.keyboard;
  await person.paste(BRIDGE);
  await person.marks.first().waitFor();
  const tone = person.page.getByRole('button', { name: 'Tone of paragraph 2' });
  await tone.press('Enter');
  await keys.press('Tab');
  assert.equal(await person.focused(), 'Sentence by sentence');
  await keys.press('Enter');
  assert.equal(await person.page.locator('.sentences li').count(), 2);
  assert.equal(await person.page.locator('.sentences').isVisible(), true);
  await keys.press('Escape');
  assert.equal(await person.page.locator('.why').count(), 0);
  assert.match((await person.focused()) ?? '', /^Tone of paragraph 2/);
});
