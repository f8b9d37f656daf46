// The cards of those who speak: what they count, what they show, where they lead.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOWN, visit } from './person.js';

/** @param {import('node:test').TestContext} t */
async function seePeople(t) {
  const person = await visit(t);
  await person.paste(TOWN);
  await person.row('the cellar would hold the maps').waitFor();
  const all = await person.readsTable();
  await person.looksAt('People');
  await person.cards.first().waitFor();
  return { person, all };
}

test('every speaker has a card, and the cards add up', async (t) => {
  const { person, all } = await seePeople(t);
  const cards = await person.cards.evaluateAll((cards) =>
    cards.map((card) => {
      const [, attributions, words, share] =
        /^(\d+) attributions?, (\d+) words?, (\d+) % of what is said$/.exec(card.querySelector('.amount')?.textContent ?? '') ?? [];
      return {
        name: card.querySelector('h3')?.textContent ?? '',
        role: card.querySelector('.role')?.textContent,
        attributions: Number(attributions),
        words: Number(words),
        share: Number(share),
      };
    }),
  );
  const names = new Set(all.flatMap(({ speakers }) => speakers));
  assert.deepEqual(new Set(cards.map(({ name }) => name)), names);
  assert.match(cards.find(({ name }) => name === 'Ann Lee')?.role ?? '', /mayor/);
  for (const { name, attributions } of cards) {
    assert.equal(attributions, all.filter(({ speakers }) => speakers.includes(name)).length, name);
  }
  const words = cards.reduce((sum, card) => sum + card.words, 0);
  for (const card of cards) assert.equal(card.share, Math.round((100 * card.words) / words), card.name);
  const shares = cards.reduce((sum, { share }) => sum + share, 0);
  assert.ok(Math.abs(shares - 100) <= cards.length / 2, `${shares} %`);
  const known = cards.filter(({ name }) => name !== 'Unknown').map((card) => card.words);
  assert.deepEqual(
    known,
    [...known].sort((a, b) => b - a),
    'who says most comes first',
  );
});

test('the tone of what they say is told of who says enough, with the number of rows', async (t) => {
  const { person, all } = await seePeople(t);
  const rowsOf = (/** @type {string} */ name) => all.filter(({ speakers }) => speakers.includes(name)).length;
  const toneOf = async (/** @type {string} */ name) =>
    (
      await person.cards
        .filter({ has: person.page.getByRole('heading', { name }) })
        .locator('.tones')
        .allTextContents()
    ).join();
  assert.equal(rowsOf('Omar Haddad'), 3);
  assert.match(await toneOf('Omar Haddad'), /^tone of what they say: −0\.\d\d negative mean of 3 rows$/);
  assert.equal(rowsOf('Bea Moss'), 2);
  assert.equal(await toneOf('Bea Moss'), 'tone of what they say: too few to say');
  // Who are unknown may be many.
  assert.equal(await toneOf('Unknown'), '');
});

test('one speaker’s rows and marks can be shown alone', async (t) => {
  const { person, all } = await seePeople(t);
  const own = all.filter(({ speakers }) => speakers.includes('Omar Haddad'));
  await person.press('Show only these of Omar Haddad');
  const sound = await person.page
    .locator('#article button.number:not(.faded-number)')
    .evaluateAll((marks) => marks.map((mark) => Number(mark.getAttribute('data-number'))));
  assert.deepEqual(
    sound.sort((a, b) => a - b),
    own.map(({ number }) => number),
  );
  const faded = person.page.locator('#article mark', { hasText: 'The library will be' });
  assert.equal(await faded.evaluate((mark) => getComputedStyle(mark).backgroundColor), 'rgba(0, 0, 0, 0)');

  assert.deepEqual(await person.readsTable(), own, 'the table has come');
  assert.equal(await person.page.evaluate(() => document.activeElement?.id), 'who');
  await person.page.getByText(`${own.length} of ${all.length}`, { exact: true }).waitFor();

  await person.looksAt('People');
  await person.press('Show only these of Ann Lee');
  await person.looksAt('People');
  assert.equal(await person.page.getByRole('button', { name: 'Show only these of Omar Haddad' }).getAttribute('aria-pressed'), 'false');
  await person.press('Show only these of Ann Lee');
  assert.equal(await person.cards.first().isVisible(), true, 'nothing is left out, so nothing leads away');
  assert.equal(await person.page.locator('#article .faded-number').count(), 0);
});

test('their words, in order, lead to the mark', async (t) => {
  const { person, all } = await seePeople(t);
  const card = person.cards.filter({ hasText: 'Omar Haddad' });
  await card.getByText('Their words, in order').click();
  const own = all.filter(({ speakers }) => speakers.includes('Omar Haddad')).map(({ said }) => said);
  await card.locator('.saying').first().waitFor();
  assert.deepEqual(await card.locator('.saying').allTextContents(), own);
  await card.getByRole('button', { name: 'a sad farce' }).click();
  assert.match(await person.readsChosenMark(), /a sad farce/);
  await person.looksAt('Who said what');
  assert.match(await person.readsChosenRow(), /a sad farce/);
});

test('on a phone their words lead from the card to the article', async (t) => {
  const person = await visit(t, { viewport: { width: 390, height: 844 } });
  await person.pasteFlavours({ 'text/plain': TOWN });
  await person.marks.first().waitFor();
  await person.looksAt('People');
  const card = person.cards.filter({ hasText: 'Bea Moss' });
  await card.getByText('Their words, in order').click();
  await card.getByRole('button', { name: 'The old reading room was cold' }).click();
  await person.page.locator('#article mark.chosen-content').first().waitFor();
  assert.match(await person.readsChosenMark(), /^“The old reading room was cold,”/);
  assert.equal(await person.cards.first().isVisible(), false);
});
