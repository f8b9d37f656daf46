// The controls above the table: each leaves out what it says, together they
// leave out more, and "Show all" undoes them. What a row shows decides what a
// filter must do, so nothing here depends on how well the model reads.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOWN, visit } from './person.js';

/** @typedef {Awaited<ReturnType<import('./person.js').Person['readsTable']>>[number]} Row */

/** @param {import('node:test').TestContext} t */
async function readTown(t) {
  const person = await visit(t);
  await person.paste(TOWN);
  await person.row('the cellar would hold the maps').waitFor();
  return { person, all: await person.readsTable() };
}

/**
 * The rows that are shown are those of all that fit, and the page counts them.
 *
 * @param {import('./person.js').Person} person
 * @param {Row[]} all
 * @param {(row: Row) => boolean} fits
 */
async function seesOnly(person, all, fits) {
  const expected = all.filter(fits);
  assert.ok(expected.length > 0 && expected.length < all.length, 'the text gives this filter nothing to do');
  await person.page.getByText(`${expected.length} of ${all.length}`, { exact: true }).waitFor();
  assert.deepEqual(await person.readsTable(), expected);
}

const isDoubtful = (/** @type {Row} */ { sure, speakers }) => speakers.includes('Unknown') || sure < 75;

test('each list leaves out what does not fit, and "Show all" brings it back', async (t) => {
  const { person, all } = await readTown(t);
  for (const [list, option, fits] of /** @type {['Kind' | 'Tone' | 'Confidence', string, (row: Row) => boolean][]} */ ([
    ['Kind', 'Direct', ({ kind }) => kind === 'direct'],
    ['Kind', 'Partly quoted', ({ kind }) => kind === 'partly quoted'],
    ['Kind', 'Indirect', ({ kind }) => kind === 'indirect'],
    ['Tone', 'Positive', ({ tone }) => tone === 'positive'],
    ['Tone', 'Negative', ({ tone }) => tone === 'negative'],
    ['Tone', 'Neutral', ({ tone }) => tone === 'neutral'],
    ['Confidence', '90 % sure or more', ({ sure }) => sure >= 90],
  ])) {
    await t.test(`${list}: ${option}`, async () => {
      await person.filters(list, option);
      await seesOnly(person, all, fits);
      await person.press('Show all');
      assert.deepEqual(await person.readsTable(), all);
      assert.equal(await person.page.getByRole('button', { name: 'Show all' }).isVisible(), false);
      assert.equal(await person.page.locator('#matches').textContent(), '');
    });
  }
});

test('the two halves of confidence are the whole', async (t) => {
  const { person, all } = await readTown(t);
  await person.filters('Confidence', '75 % sure or more');
  await seesOnly(person, all, (row) => !isDoubtful(row));
  const surer = await person.readsTable();
  assert.equal(await person.rows.locator('.check').count(), 0);
  await person.filters('Confidence', 'To check: unsure or unknown');
  await seesOnly(person, all, isDoubtful);
  const rest = await person.readsTable();
  assert.equal(await person.rows.locator('.check').count(), rest.length);
  assert.equal(surer.length + rest.length, all.length);
});

test('nobody seems to be known for sure where the speaker is unknown', async (t) => {
  const { person } = await readTown(t);
  const sure = person.row('whether the school would close').locator('.sure');
  assert.equal(await sure.locator('[aria-hidden]').textContent(), '?');
  assert.match((await sure.locator('.unseen').textContent()) ?? '', /^speaker unknown; \d+ % sure of the whole row$/);
});

test('what wants checking is counted above and shown alone, until it is pressed again', async (t) => {
  const { person, all } = await readTown(t);
  const doubtful = all.filter(isDoubtful);
  const check = person.page.getByRole('button', { name: `${doubtful.length} to check` });
  const pressed = () => check.getAttribute('aria-pressed');
  await person.filters('Kind', 'Direct');
  await person.looksAt('People');
  await check.click();
  // Whatever was chosen before.
  await seesOnly(person, all, isDoubtful);
  assert.equal(await pressed(), 'true');
  await check.click();
  assert.deepEqual(await person.readsTable(), all);
  assert.equal(await pressed(), 'false');

  await check.click();
  await person.press('Show all');
  assert.deepEqual(await person.readsTable(), all);
  assert.equal(await pressed(), 'false');

  await person.paste('“It rains,” said Zoe Adler.');
  await person.row('It rains').waitFor();
  assert.equal(await person.page.getByRole('button', { name: 'to check' }).count(), 0, 'nothing to check, nothing to press');
});

test('a speaker, in the list with the number of their rows', async (t) => {
  const { person, all } = await readTown(t);
  const own = all.filter(({ speakers }) => speakers.includes('Omar Haddad'));
  await person.filters('Speaker', `Omar Haddad (${own.length})`);
  await seesOnly(person, all, ({ speakers }) => speakers.includes('Omar Haddad'));
});

test('rows of nobody known are shown, and can be shown alone', async (t) => {
  const { person, all } = await readTown(t);
  assert.ok(all.some(({ said, speakers }) => said === 'whether the school would close' && speakers.includes('Unknown')));
  await person.filters('Speaker', `Unknown (${all.filter(({ speakers }) => speakers.includes('Unknown')).length})`);
  await seesOnly(person, all, ({ speakers }) => speakers.includes('Unknown'));
});

test('the search looks for every word, in names, quotes and cues', async (t) => {
  const { person, all } = await readTown(t);
  await person.searches('HADDAD');
  await seesOnly(person, all, ({ speakers }) => speakers.includes('Omar Haddad'));
  await person.searches('haddad warned');
  await seesOnly(person, all, ({ said }) => said.includes('could fail again'));
  await person.searches('bolts of lightning');
  await person.page.getByText(`0 of ${all.length}`, { exact: true }).waitFor();
  assert.equal(await person.rows.count(), 0);
  const none = person.page.getByText('No row fits. The search looks through names, what is said');
  assert.equal(await none.isVisible(), true);
  assert.equal(await person.page.getByRole('columnheader').count(), 0, 'no head above nothing');
  await person.searches('');
  assert.deepEqual(await person.readsTable(), all);
  assert.equal(await none.isVisible(), false);
  assert.equal(await person.page.getByRole('columnheader').count(), 5);
});

test('filters work together, and Escape takes them all back', async (t) => {
  const { person, all } = await readTown(t);
  await person.filters('Kind', 'Indirect');
  await person.filters('Tone', 'Neutral');
  await person.searches('lee');
  const both = (/** @type {Row} */ { kind, tone, speakers }) => kind === 'indirect' && tone === 'neutral' && speakers.includes('Ann Lee');
  await seesOnly(person, all, both);
  const shown = new Set(all.filter(both).map(({ number }) => number));
  assert.deepEqual(
    await fadedNumbers(person),
    all.map(({ number }) => number).filter((number) => !shown.has(number)),
  );

  await person.rows.first().locator('.said').focus();
  await person.page.keyboard.press('Escape');
  assert.deepEqual(await person.readsTable(), all);
  assert.deepEqual(await fadedNumbers(person), []);
});

test('a new article is not filtered by what was chosen for the old one', async (t) => {
  const { person } = await readTown(t);
  await person.filters('Kind', 'Partly quoted');
  await person.paste('“It rains,” said Zoe Adler.');
  await person.row('It rains').waitFor();
  await person.seesRows(1);
  assert.equal(await person.page.locator('#matches').textContent(), '');
});

test('rows stand together by speaker, each under a name with their number', async (t) => {
  const { person, all } = await readTown(t);
  await person.page.getByLabel('Group by speaker').check();
  const names = [...new Set(all.map(({ speakers }) => speakers.join(' and ')))];
  const expected = names.map((name) => {
    const count = all.filter(({ speakers }) => speakers.join(' and ') === name).length;
    return `${name} ${count} attribution${count === 1 ? '' : 's'}`;
  });
  const titles = await person.groups.allTextContents();
  assert.equal(titles.length, expected.length);
  for (const [index, title] of titles.entries()) assert.ok(title.startsWith(expected[index] ?? '-'), title);
  assert.ok(
    titles.some((title) => /^Ann Lee \d attributions.*mayor/.test(title)),
    'the role stands there too',
  );
  for (const speaker of await person.rows.locator('.speaker').all())
    assert.equal(await speaker.innerText(), '', 'the title names them already');
  const rows = await person.readsTable();
  assert.deepEqual(
    rows,
    names.flatMap((name) => all.filter(({ speakers }) => speakers.join(' and ') === name)),
  );

  await person.filters('Kind', 'Partly quoted');
  const partly = new Set(all.filter(({ kind }) => kind === 'partly quoted').map(({ speakers }) => speakers.join(' and ')));
  assert.deepEqual(
    (await person.groups.allTextContents()).map((title) => title.replace(/ \d+ attributions?.*$/, '')),
    [...partly],
  );

  await person.press('Show all');
  assert.equal(await person.page.getByLabel('Group by speaker').isChecked(), true, 'grouping hides nothing, so it stays');
  await person.page.getByLabel('Group by speaker').uncheck();
  assert.equal(await person.groups.count(), 0);
  assert.deepEqual(await person.readsTable(), all);
  assert.match(await person.rows.first().locator('.speaker').innerText(), /^Ann Lee/);
});

test('who speaks with others is named in the row of a group too', async (t) => {
  const person = await visit(t);
  await person.paste(
    '“The bridge is safe,” said Ann Lee. “Nobody believes it,” said Omar Haddad.\n\nLee and Haddad said that the talks would go on.',
  );
  await person.row('the talks would go on').waitFor();
  await person.page.getByLabel('Group by speaker').check();
  const names = await person.rows.locator('.speaker').allInnerTexts();
  assert.deepEqual(
    names.map((text) => text.split(/\s*\n\s*/)),
    [[''], [''], ['Ann Lee', 'Omar Haddad']],
  );
});

test('a group keeps its name when only its last rows are left', async (t) => {
  const person = await visit(t);
  const lines = Array.from(
    { length: 12 },
    (_, index) => `“This is line number ${'abcdefghijkl'[index]}${'abcdefghijkl'[index]},” said Ann Lee.`,
  );
  await person.pasteFlavours({ 'text/plain': lines.join('\n\n') });
  await person.row('number ll').waitFor();
  await person.page.getByLabel('Group by speaker').check();
  await person.searches('ll');
  await person.seesRows(1);
  assert.deepEqual(await person.groups.allTextContents(), ['Ann Lee 1 attribution']);
});

test('rows can be put in order by kind and by how sure they are', async (t) => {
  const { person, all } = await readTown(t);
  const head = (/** @type {string} */ name) => person.page.getByRole('columnheader', { name });
  const kinds = ['direct', 'partly quoted', 'indirect'];
  await person.press('Kind');
  assert.deepEqual(
    await person.readsTable(),
    [...all].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.number - b.number),
  );
  assert.equal(await head('Kind').getAttribute('aria-sort'), 'ascending');

  await person.page.getByTitle('How sure Whosaid is of the whole row').click();
  const surest = (await person.readsTable()).map(({ sure }) => sure);
  const sorted = all.map(({ sure }) => sure).sort((a, b) => a - b);
  assert.ok(new Set(sorted).size > 2, 'there is nothing to sort');
  assert.deepEqual(surest, sorted, 'what wants checking comes first');
  await person.press('Sure');
  assert.equal(await head('Sure').getAttribute('aria-sort'), 'descending');
  assert.deepEqual(
    (await person.readsTable()).map(({ sure }) => sure),
    [...surest].reverse(),
  );
});

/** The numbers of the marks that stand back. @param {import('./person.js').Person} person */
async function fadedNumbers(person) {
  const numbers = await person.page
    .locator('#article button.faded-number')
    .evaluateAll((buttons) => buttons.map((button) => Number(button.getAttribute('data-number'))));
  return numbers.sort((a, b) => a - b);
}

test('on a phone the lists come when asked for, and go with nothing lost', async (t) => {
  const person = await visit(t, { viewport: { width: 390, height: 800 } });
  await person.paste(TOWN);
  await person.marks.first().waitFor();
  await person.looksAt('Who said what');
  const kinds = person.page.getByRole('combobox', { name: 'Kind' });
  assert.equal(await kinds.isVisible(), false);
  const more = person.page.getByRole('button', { name: 'Filters' });
  await more.click();
  assert.equal(await more.getAttribute('aria-expanded'), 'true');
  const all = await person.rows.count();
  await kinds.selectOption('Indirect');
  const shown = await person.rows.filter({ visible: true }).count();
  assert.ok(shown > 0 && shown < all);
  await more.click();
  assert.equal(await kinds.isVisible(), false);
  assert.equal(await person.rows.filter({ visible: true }).count(), shown);
  await person.press('Show all');
  assert.equal(await person.focused(), 'Filters');
  assert.equal(await person.rows.filter({ visible: true }).count(), all);
});
