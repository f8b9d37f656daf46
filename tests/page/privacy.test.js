// Not one byte of the text leaves the machine. Every other test fails too if
// the page sends anything after it has loaded; these show that the alarm works
// and that the browser itself would refuse.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRIDGE, visit } from './person.js';

test('a whole session sends nothing', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  await person.row('Nobody there believes').locator('.said').click();
  await person.copiesLink();
  await person.copiesLink('Copy results link');
  await person.looksAt('People');
  await person.looksAt('Pictures');
  await person.exports('Report (JSON)');
  await person.saves(() => person.press('Save as PNG of “Share of voice”'));
  await person.looksAt('Who said what');
  await person.press('Edit text');
  await person.editor.press('Control+End');
  await person.editor.pressSequentially(' “We will see,” said Ann Lee.');
  await person.seesRows(3);
  await person.press('Clear');
  await person.press('Try an example');
  await person.row('We came here as neighbours').waitFor();
  await person.page.waitForTimeout(500);
  assert.deepEqual(person.requests, []);
});

test('of what was read nothing is kept in the browser', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  const kept = await person.page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
  }));
  assert.deepEqual(kept, { local: 0, session: 0, cookies: '', databases: 0 });
  // The page's own files are: offline.test.js looks into them.
});

test('the alarm works: a request after the load is seen', async (t) => {
  const person = await visit(t);
  await person.page.evaluate(() => fetch('manifest.webmanifest').then((answer) => answer.text()));
  assert.equal(person.requests.length, 1);
  person.requests.length = 0;
});

test('the page forbids itself to talk to others', async (t) => {
  const person = await visit(t);
  const refused = await person.page.evaluate(() =>
    fetch('https://elsewhere.example/').then(
      () => false,
      () => true,
    ),
  );
  assert.equal(refused, true);
  assert.match(person.complaints.join('\n'), /Content Security Policy/);
  assert.deepEqual(person.requests, []);
  person.complaints.length = 0;
});
