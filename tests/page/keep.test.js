// Articles are kept when the reader asks for it, on this device, and go when
// the reader asks for that.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRIDGE, TOWN, visit } from './person.js';

/** What the browser holds for the page. @param {import('./person.js').Person} person */
async function stored(person) {
  return person.page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).map(({ name }) => name),
  }));
}

const NOTHING = { local: 0, session: 0, databases: [] };

test('nothing is stored before somebody asks for it', async (t) => {
  const person = await visit(t);
  assert.deepEqual(await stored(person), NOTHING);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  await person.looksAt('People');
  await person.looksAt('Pictures');
  await person.copiesLink();
  await person.reloads();
  await person.seesRows(2);
  assert.deepEqual(await stored(person), NOTHING);
  assert.equal(await person.page.getByRole('button', { name: /^Kept articles/ }).count(), 0);
});

test('a kept article is there after the page was closed, and others can be kept with it', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  await person.press('Keep');
  await person.seesMessage(/on this device only/);
  await person.press('Keep');
  await person.seesMessage(/on this device only/);
  assert.deepEqual((await stored(person)).databases, ['whosaid']);

  await person.reloads();
  assert.equal(await person.rows.count(), 0);
  await person.press('Kept articles (1)');
  await person.dialog.getByText('words, kept on').waitFor();
  await person.dialog.getByRole('button', { name: 'Old bridge to stay open', exact: true }).click();
  await person.seesRows(2);
  assert.deepEqual(await person.readsArticle(), BRIDGE.split('\n\n'));
  assert.equal(await person.dialog.isVisible(), false);

  await person.paste(TOWN);
  await person.row('a sad farce').waitFor();
  await person.press('Keep');
  await person.press('Show what is kept');
  assert.deepEqual(
    await person.dialog.locator('.open').allTextContents(),
    ['Town votes for a new library', 'Old bridge to stay open'],
    'the last one first',
  );

  await person.dialog.getByRole('button', { name: 'Forget Town votes for a new library' }).click();
  await person.dialog.getByText('Forgotten.').waitFor();
  assert.deepEqual(await person.dialog.locator('.open').allTextContents(), ['Old bridge to stay open']);
  assert.equal(await person.focused(), 'Forget Old bridge to stay open');
  await person.dialog.getByRole('button', { name: 'Done' }).click();
  await person.reloads();
  await person.page.getByRole('button', { name: 'Kept articles (1)' }).waitFor();
});

test('what is kept can be seen while reading too', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  const kept = person.page.getByRole('button', { name: /^Kept \(/ });
  assert.equal(await kept.count(), 0, 'nothing is kept yet');
  await person.press('Keep');
  await person.seesMessage(/on this device only/);
  await person.paste(TOWN);
  await person.row('a sad farce').waitFor();
  await person.press('Kept (1)');
  await person.dialog.getByRole('button', { name: 'Old bridge to stay open', exact: true }).click();
  await person.seesRows(2);

  await person.press('Kept (1)');
  await person.dialog.getByRole('button', { name: 'Forget all' }).click();
  await person.dialog.getByText('Nothing is kept any more.').waitFor();
  await person.dialog.getByRole('button', { name: 'Done' }).click();
  assert.equal(await kept.count(), 0);
  assert.equal(await person.page.evaluate(() => document.activeElement?.id), 'work', 'the button has gone, the keyboard has not');
});

for (const [how, button] of [
  ['one after the other', 'Forget Old bridge to stay open'],
  ['all at once', 'Forget all'],
]) {
  test(`forgotten ${how}, nothing is left, not even the database`, async (t) => {
    const person = await visit(t);
    await person.paste(BRIDGE);
    await person.seesRows(2);
    await person.press('Keep');
    await person.press('Show what is kept');
    await person.dialog.getByRole('button', { name: button, exact: true }).click();
    await person.dialog.getByText(/Forgotten|Nothing is kept any more/).waitFor();
    assert.deepEqual(await stored(person), NOTHING);
    assert.equal(await person.dialog.getByRole('listitem').count(), 0);
    assert.equal(await person.dialog.getByRole('button', { name: 'Forget all' }).isVisible(), false);
    assert.equal(await person.focused(), 'Done');
    await person.dialog.getByRole('button', { name: 'Done' }).click();
    await person.seesRows(2);
    await person.press('Clear');
    assert.equal(await person.page.getByRole('button', { name: /^Kept articles/ }).count(), 0);
  });
}

test('a hostile title is text in the list of what is kept', async (t) => {
  const person = await visit(t);
  const title = '<img src=x onerror=alert(1)> is the title';
  await person.pasteFlavours({ 'text/plain': `${title}\n\n${BRIDGE}` });
  await person.seesRows(2);
  await person.press('Keep');
  await person.press('Show what is kept');
  assert.deepEqual(await person.dialog.locator('.open').allTextContents(), [title]);
  assert.equal(await person.dialog.locator('img').count(), 0);
});

test('a browser that keeps nothing says so', async (t) => {
  const person = await visit(t, {
    prepare: (page) =>
      page.addInitScript(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException('private window', 'SecurityError');
        };
      }),
  });
  await person.paste(BRIDGE);
  await person.seesRows(2);
  await person.press('Keep');
  await person.seesMessage(/does not let the page keep anything/);
  await person.seesRows(2);
});
