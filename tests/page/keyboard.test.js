// The whole page without a mouse: no step here points at anything.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRIDGE, TOWN, visit } from './person.js';

/** @typedef {import('./person.js').Person} Person */

/**
 * Presses Tab until the focus is on what has this name.
 *
 * @param {Person} person
 * @param {RegExp} name
 * @param {'Tab' | 'Shift+Tab'} key
 */
async function tabsTo(person, name, key = 'Tab') {
  const passed = [];
  for (let presses = 0; presses < 60; presses++) {
    await person.page.keyboard.press(key);
    const focused = (await person.focused())?.trim() ?? '';
    if (name.test(focused)) return;
    passed.push(focused.slice(0, 30));
  }
  assert.fail(`${name} was not among ${JSON.stringify(passed)}`);
}

/** @param {Person} person @param {RegExp} name @param {'Tab' | 'Shift+Tab'} key */
async function presses(person, name, key = 'Tab') {
  await tabsTo(person, name, key);
  await person.page.keyboard.press('Enter');
}

/** @param {import('node:test').TestContext} t @param {string} text */
async function begin(t, text) {
  const person = await visit(t);
  await person.paste(text);
  await person.rows.first().waitFor();
  await person.marks.first().waitFor();
  return { person, keys: person.page.keyboard };
}

test('from the empty page to the example', async (t) => {
  const person = await visit(t);
  await presses(person, /^Skip to the article$/);
  await presses(person, /^Try an example$/);
  await person.row('We came here as neighbours').waitFor();
});

test('j and k go through the attributions, Enter from a row to its mark and back', async (t) => {
  const { person, keys } = await begin(t, TOWN);
  const said = (await person.readsTable()).map((row) => row.said);
  for (const words of said.slice(0, 3)) {
    await keys.press('j');
    assert.equal(await person.focused(), words);
    assert.equal(await person.readsChosenRow(), words);
  }
  await keys.press('k');
  assert.equal(await person.focused(), said[1]);
  await keys.press('Enter');
  assert.match((await person.focused()) ?? '', /^Attribution 2, /);
  await keys.press('Enter');
  assert.equal(await person.focused(), said[1]);
  for (let presses = 0; presses < said.length + 2; presses++) await keys.press('j');
  assert.equal(await person.focused(), said.at(-1), 'j stops at the last');
  await keys.press('Escape');
  assert.equal(await person.readsChosenRow(), '');
  await keys.press('k');
  assert.equal(await person.focused(), said.at(-1), 'k without a choice starts at the last');
});

for (const part of ['People', 'Pictures']) {
  test(`where ${part} have all the room, j shows the article instead`, async (t) => {
    const person = await visit(t, { viewport: { width: 390, height: 800 } });
    await person.paste(TOWN);
    await person.marks.first().waitFor();
    await person.looksAt(part);
    await person.page.keyboard.press('j');
    assert.match((await person.focused()) ?? '', /^Attribution 1, /);
    assert.equal(await person.marks.first().isVisible(), true);
  });
}

test('j goes through what the filters let through', async (t) => {
  const { person, keys } = await begin(t, TOWN);
  await keys.press('/');
  await keys.type('haddad');
  await person.page.waitForFunction(() => document.getElementById('matches')?.textContent?.startsWith('3 of'));
  const said = (await person.readsTable()).map((row) => row.said);
  await tabsTo(person, /^Show all$/);
  for (const words of said) {
    await keys.press('j');
    assert.equal(await person.focused(), words);
  }
});

test('“/” searches, letters in the search are letters, Escape shows all rows again', async (t) => {
  const { person, keys } = await begin(t, BRIDGE);
  await keys.press('/');
  assert.equal(await person.focused(), 'Search names and words');
  await keys.type('jk 1?/');
  assert.equal(await person.page.getByRole('searchbox').inputValue(), 'jk 1?/');
  assert.equal(await person.dialog.count(), 0);
  assert.equal(await person.readsChosenRow(), '');
  await keys.press('Control+A');
  await keys.type('bolt');
  await person.seesRows(1);
  await keys.press('Escape');
  await person.seesRows(2);
  assert.equal(await person.page.getByRole('searchbox').inputValue(), '');
});

test('Escape leaves an empty search, and letters are keys again', async (t) => {
  const { person, keys } = await begin(t, BRIDGE);
  await keys.press('/');
  await keys.press('Escape');
  assert.equal(await person.page.evaluate(() => document.activeElement?.id), 'who');
  await keys.press('3');
  await person.cards.first().waitFor();
  await keys.press('j');
  assert.match(await person.readsChosenRow(), /^“The bridge is safe/);
  assert.equal(await person.page.locator('#filters [type="search"]').inputValue(), '');
});

test('filters, groups and order, and the focus is never lost', async (t) => {
  const { person, keys } = await begin(t, BRIDGE);
  await keys.press('/');
  await tabsTo(person, /^Speaker$/);
  await keys.press('ArrowDown');
  await person.seesRows(1);
  await presses(person, /^Show all$/);
  await person.seesRows(2);
  assert.equal(await person.focused(), 'Speaker');
  for (const list of ['Kind', 'Said or thought', 'Tone', 'Confidence']) {
    await keys.press('Tab');
    assert.equal(await person.focused(), list);
  }
  await keys.press('Tab');
  await keys.press('Space');
  assert.equal(await person.page.getByLabel('Group by speaker').isChecked(), true);
  assert.equal(await person.groups.count(), 2);
  await presses(person, /^Tone$/);
  assert.equal(await person.focused(), 'Tone');
  assert.equal(await person.page.getByRole('columnheader', { name: 'Tone' }).getAttribute('aria-sort'), 'ascending');
});

test('1 to 4 turn to the parts of the page', async (t) => {
  const { person, keys } = await begin(t, BRIDGE);
  const pressed = () => person.page.locator('#panes button[aria-pressed="true"]:visible').allTextContents();
  await keys.press('3');
  assert.deepEqual(await pressed(), ['People']);
  await presses(person, /^Show only these of Omar Haddad$/);
  assert.deepEqual(await pressed(), ['Who said what']);
  assert.equal(await person.page.evaluate(() => document.activeElement?.id), 'who');
  await keys.press('3');
  await tabsTo(person, /^Show only these of Omar Haddad$/);
  await presses(person, /^Their words, in order$/, 'Shift+Tab');
  await presses(person, /^“Nobody there believes/);
  assert.match(await person.readsChosenMark(), /^“Nobody there believes/);
  await keys.press('4');
  assert.deepEqual(await pressed(), ['Pictures']);
  const { name } = await person.saves(() => presses(person, /^Save as SVG of “Share of voice”$/));
  assert.match(name, /\.svg$/);
  await keys.press('2');
  assert.deepEqual(await pressed(), ['Who said what']);
  await keys.press('1');
  assert.deepEqual(await pressed(), ['Who said what'], 'the article was there all the time');
});

test('every dialog opens and closes, and gives the focus back', async (t) => {
  const { person, keys } = await begin(t, BRIDGE);
  await presses(person, /^Share$/);
  await person.dialog.getByRole('heading', { name: 'Share' }).waitFor();
  await keys.press('j');
  assert.equal(await person.readsChosenRow(), '', 'the page under the dialog takes no keys');
  await presses(person, /^Copy results link$/);
  await person.dialog.getByText('Link copied.').waitFor();
  await keys.press('Escape');
  assert.equal(await person.focused(), 'Share');

  await presses(person, /^Keep$/);
  await presses(person, /^Show what is kept$/);
  await presses(person, /^Forget Old bridge/);
  await person.dialog.getByText('Forgotten.').waitFor();
  await presses(person, /^Done$/);
  assert.equal(await person.dialog.count(), 0);
  assert.equal(await person.focused(), 'Show what is kept');

  await keys.press('?');
  await person.dialog.getByRole('heading', { name: 'Keyboard and help' }).waitFor();
  await presses(person, /^Done$/);
  assert.equal(await person.dialog.count(), 0);
});

test('every file can be had, and the menu gives the focus back', async (t) => {
  const { person, keys } = await begin(t, BRIDGE);
  await presses(person, /^Export$/);
  await keys.press('Escape');
  assert.equal(await person.focused(), 'Export');
  await tabsTo(person, /^Share$/, 'Shift+Tab');
  for (const [format, file] of /** @type {[RegExp, RegExp][]} */ ([
    [/^Table/, /\.csv$/],
    [/^Summary/, /\.md$/],
    [/^Marked article/, /\.html$/],
    [/^Report/, /\.json$/],
  ])) {
    const { name } = await person.saves(async () => {
      await presses(person, /^Export$/);
      await presses(person, format);
    });
    assert.match(name, file);
    assert.equal(await person.focused(), 'Export');
    await tabsTo(person, /^Share$/, 'Shift+Tab');
  }
});

test('edit, close, clear and take it all back', async (t) => {
  const { person, keys } = await begin(t, BRIDGE);
  await presses(person, /^Edit text$/);
  await keys.press('Control+End');
  await keys.type(' “j, k and ? are letters here,” said Ann Lee.');
  await person.seesRows(3);
  await presses(person, /^Close the editor$/);
  await presses(person, /^Clear$/);
  assert.equal(await person.rows.count(), 0);
  await presses(person, /^Undo$/);
  await person.seesRows(3);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  await keys.press('Control+z');
  await person.seesRows(3);
});

for (const [how, key] of [
  ['', 'Control+z'],
  [' with Caps Lock', 'Control+Z'],
]) {
  test(`Ctrl+Z right after “Clear” brings the article back${how}`, async (t) => {
    const { person, keys } = await begin(t, BRIDGE);
    await presses(person, /^Clear$/);
    assert.equal(await person.page.evaluate(() => document.activeElement?.id), 'text');
    await keys.press('Control+Shift+Z');
    assert.equal(await person.rows.count(), 0, 'with Shift it is no undo');
    await keys.press(key ?? '');
    await person.seesRows(2);
    assert.equal(await person.page.evaluate(() => document.activeElement?.id), 'work');
  });
}

test('Ctrl+Z in the editor undoes what was written there, not the article', async (t) => {
  const { person, keys } = await begin(t, BRIDGE);
  await presses(person, /^Clear$/);
  await keys.type('It rains.');
  await keys.press('Control+A');
  await keys.press('Delete');
  await keys.press('Control+z');
  assert.equal(await person.editor.inputValue(), 'It rains.');
});

test('Ctrl+Z outside the editor does not unwrite what was written in it', async (t) => {
  const { person, keys } = await begin(t, BRIDGE);
  await presses(person, /^Edit text$/);
  await keys.press('Control+End');
  await keys.type(' “It was written slowly,” said Ann Lee.');
  await person.seesRows(3);
  await presses(person, /^Close the editor$/);
  await person.page.evaluate(() => {
    const counter = Object.assign(window, { changes: 0 });
    document.addEventListener('input', () => void counter.changes++, true);
  });
  for (let presses = 0; presses < 3; presses++) await keys.press('Control+z');
  assert.equal(await person.page.evaluate(() => /** @type {any} */ (window).changes), 0);
  assert.match((await person.readsArticle()).join(' '), /It was written slowly/);
});

test('“Got it” puts the keyboard where the article begins', async (t) => {
  const { person } = await begin(t, BRIDGE);
  await presses(person, /^Got it$/);
  assert.equal(await person.page.evaluate(() => document.activeElement?.id), 'work');
});

test('tones are explained, until Escape closes them', async (t) => {
  const { person, keys } = await begin(t, BRIDGE);
  await tabsTo(person, /^Tone of paragraph 1/);
  for (let presses = 0; presses < 9 && !/^Tone of paragraph 3/.test((await person.focused()) ?? ''); presses++)
    await keys.press('ArrowDown');
  await keys.press('Enter');
  await person.page.locator('.why .evidence').getByText('terrible').waitFor();
  await keys.press('Home');
  await keys.press('Enter');
  assert.equal(await person.page.locator('.why').count(), 2);
  const focused = await person.focused();
  await keys.press('Escape');
  assert.equal(await person.page.locator('.why').count(), 0);
  assert.equal(await person.page.locator('button.tone[aria-expanded="true"]').count(), 0);
  assert.equal(await person.focused(), focused);
});
