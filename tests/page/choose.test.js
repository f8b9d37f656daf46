// A row shows its place in the article, a mark shows its row: by mouse and by
// keyboard.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRIDGE, visit } from './person.js';

/** So long that the two quotes never fit the window together. */
const FAR_APART = BRIDGE.replace('\n\nThe report', `\n\n${'The river went on past the town as it always had.\n\n'.repeat(60)}The report`);

test('clicking a row brings its mark into view', async (t) => {
  const person = await visit(t);
  await person.paste(FAR_APART);
  await person.seesRows(2);
  const mark = person.page.locator('#article mark', { hasText: 'Nobody there believes' });
  assert.equal(await isInView(mark), false);

  await person.row('Nobody there believes').locator('.said').click();
  assert.match(await person.readsChosenMark(), /^“Nobody there believes/);
  assert.match(await person.readsChosenRow(), /^“Nobody there believes/);
  await becomesVisible(mark);
});

test('clicking a mark chooses its row', async (t) => {
  const person = await visit(t);
  await person.paste(FAR_APART);
  await person.seesRows(2);
  await person.page.locator('#article mark', { hasText: 'We tested every bolt' }).click();
  assert.match(await person.readsChosenRow(), /^“The bridge is safe,” … “We tested/);
  assert.equal(await person.readsChosenMark(), '“The bridge is safe,”“We tested every bolt.”');
  await becomesVisible(person.row('We tested'));
});

test('a mark of a speaker who is filtered out brings everybody back', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  await person.filters('Speaker', 'Ann Lee (1)');
  await person.seesRows(1);
  await person.page.locator('#article mark', { hasText: 'Nobody there believes' }).click();
  await person.seesRows(2);
  assert.match(await person.readsChosenRow(), /^“Nobody there believes/);
});

test('the keyboard goes from row to mark and back', async (t) => {
  const person = await visit(t);
  await person.paste(FAR_APART);
  await person.seesRows(2);

  await person.row('The bridge is safe').locator('.said').focus();
  await person.page.keyboard.press('ArrowDown');
  assert.match((await person.focused()) ?? '', /^“Nobody there believes/);
  await person.page.keyboard.press('Enter');
  assert.match(await person.readsChosenMark(), /^“Nobody there believes/);
  assert.match((await person.focused()) ?? '', /^Attribution 2, direct: Omar Haddad/);

  await person.page.keyboard.press('ArrowLeft');
  await person.page.keyboard.press('Home');
  await person.page.keyboard.press('Escape');
  assert.equal(await person.readsChosenMark(), '');
  assert.equal(await person.readsChosenRow(), '');

  await person.marks.first().focus();
  await person.page.keyboard.press('Enter');
  assert.match(await person.readsChosenRow(), /^“The bridge is safe/);
  assert.match((await person.focused()) ?? '', /^“The bridge is safe/);
});

test('Tab reaches the article once and the table once', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  await person.marks.nth(1).waitFor();
  const stops = { article: 0, table: 0 };
  await person.page.locator('#work').focus();
  for (let presses = 0; presses < 60; presses++) {
    await person.page.keyboard.press('Tab');
    const place = await person.page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement?.closest('#article')) return 'article';
      // The reasons of the row that the keyboard is in can be opened too.
      if (activeElement?.closest('tbody') && !activeElement.matches('summary')) return 'table';
      return activeElement === document.body ? 'end' : '';
    });
    if (place === 'end') break;
    if (place) stops[place] += 1;
  }
  assert.deepEqual(stops, { article: 1, table: 1 });
});

test('on a phone a row leads to the article and a mark to the table', async (t) => {
  const person = await visit(t, { viewport: { width: 390, height: 844 } });
  await person.pasteFlavours({ 'text/plain': FAR_APART });
  await person.page.getByRole('article').waitFor();
  assert.equal(await person.rows.count(), 0, 'the table waits in its tab');

  await person.looksAt('Who said what');
  await person.row('Nobody there believes').locator('.said').click();
  const mark = person.page.locator('#article mark', { hasText: 'Nobody there believes' });
  await becomesVisible(mark);
  await mark.click();
  await becomesVisible(person.row('Nobody there believes'));
  assert.match(await person.readsChosenRow(), /^“Nobody there believes/);
});

test('on a phone each part begins at its start and keeps its place', async (t) => {
  const person = await visit(t, { viewport: { width: 390, height: 844 } });
  await person.pasteFlavours({ 'text/plain': FAR_APART });
  await person.marks.nth(1).waitFor({ state: 'attached' });
  const place = () => person.page.evaluate(() => Math.round(scrollY));
  await person.page.evaluate(() => scrollTo(0, 2000));

  await person.looksAt('Who said what');
  await becomesVisible(person.page.locator('#filters'));
  await person.looksAt('Article');
  assert.equal(await place(), 2000);
});

test('a mark names its speaker where the text does not, once and in short', async (t) => {
  const person = await visit(t);
  await person.paste(
    [
      '“The bridge is safe,” said Ann Lee. “We tested every bolt.”',
      'She said that the work was done. She added that nobody was hurt.',
      'The National Association of Harbour Pilots said that it disagreed.',
      'It warned that the work would take years.',
    ].join('\n\n'),
  );
  await person.row('would take years').waitFor();
  const rows = await person.readsTable();
  const chips = await person.marks.evaluateAll((marks) => marks.map((mark) => mark.getAttribute('data-who')));
  const of = (/** @type {string} */ words) => chips[rows.findIndex(({ said }) => said.includes(words))];
  assert.equal(of('The bridge is safe'), '', 'the text has the name');
  assert.equal(of('the work was done'), ' Lee');
  assert.equal(of('nobody was hurt'), '', 'the mark before has it');
  assert.equal(of('it disagreed'), '', 'the text has the long name');
  assert.match(of('would take years') ?? '', /^ .{1,17}…$/);
});

/** @param {import('playwright-core').Locator} element */
async function isInView(element) {
  return element.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
}

/** @param {import('playwright-core').Locator} element */
async function becomesVisible(element) {
  await element.waitFor();
  for (let tries = 0; tries < 50; tries++) {
    if (await isInView(element)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail('it never came into view');
}
