// Ten thousand words, and many in one line: all is shown, and the page goes on answering.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STANDSTILL_MS, TOWN, visit } from './person.js';

const ONCE = TOWN.split('\n\n');
const TIMES = 80;
const LONG = [
  ...Array.from({ length: TIMES }, (_, index) => ONCE.map((paragraph) => paragraph.replace('the window', `window ${index}`))).flat(),
  '“This is the very end of it,” said Zoe Adler.',
].join('\n\n');

test('an article of 10,000 words is shown whole and can be walked through', async (t) => {
  const person = await visit(t);
  const { keyboard } = person.page;
  await person.pasteFlavours({ 'text/plain': LONG });
  await person.row('This is the very end of it').waitFor({ timeout: 60_000 });
  const words = Number((await person.page.locator('#counts').textContent())?.split(' ')[0]?.replace(',', ''));
  assert.ok(words > 10_000, `${words} words`);
  assert.equal((await person.readsArticle()).join('\n\n'), LONG);
  const count = await person.rows.count();
  assert.ok(count > 5 * TIMES, `${count} rows`);

  // The page goes on painting while the reader scrolls and steps.
  const longestGap = await person.watchesFrames();
  await person.page.mouse.move(300, 600);
  for (let turns = 0; turns < 10; turns++) await person.page.mouse.wheel(0, 2000);
  for (let presses = 0; presses < 5; presses++) await keyboard.press('j');
  assert.match(await person.readsChosenRow(), /the plan “a generous promise”/);
  const gap = await longestGap();
  t.diagnostic(`longest time without a frame ${Math.round(gap)} ms`);
  assert.ok(gap < STANDSTILL_MS, `the page stood still for ${Math.round(gap)} ms`);

  await keyboard.press('End');
  assert.equal(await person.focused(), '“This is the very end of it,”');
  await keyboard.press('Enter');
  assert.match((await person.focused()) ?? '', new RegExp(`^Attribution ${count}, direct: Zoe Adler`));
  assert.equal(await person.readsChosenMark(), '“This is the very end of it,”');

  await person.searches('very end');
  await person.seesRows(1);
  await person.page.getByText(`1 of ${count}`, { exact: true }).waitFor();
  await person.press('Show all');
  assert.equal(await person.rows.count(), count);
  await person.page.getByLabel('Group by speaker').check();
  await person.groups.filter({ hasText: 'Zoe Adler' }).waitFor();

  await person.looksAt('People');
  await person.cards.filter({ hasText: 'Omar Haddad' }).first().waitFor();
  await person.looksAt('Pictures');
  const tone = person.page.getByRole('figure', { name: 'Tone along the article' });
  await tone.getByText('The numbers').click();
  assert.equal(await tone.locator('tbody tr').count(), TIMES * ONCE.length + 1);
});

test('an article of 200 KB in one line is drawn without a standstill', async (t) => {
  const person = await visit(t);
  const paragraph = TOWN.replaceAll('\n\n', ' ');
  const times = Math.ceil(200_000 / paragraph.length);
  const longestGap = await person.watchesFrames();
  await person.pasteFlavours({ 'text/plain': Array.from({ length: times }, () => paragraph).join(' ') });
  await person.page.locator('#told').filter({ hasText: 'attributions' }).waitFor({ state: 'attached', timeout: 60_000 });
  const gap = await longestGap();
  t.diagnostic(`longest time without a frame ${Math.round(gap)} ms`);
  assert.ok((await person.marks.count()) > 5 * times, 'all of it is marked');
  assert.ok(gap < STANDSTILL_MS, `the page stood still for ${Math.round(gap)} ms`);
});
