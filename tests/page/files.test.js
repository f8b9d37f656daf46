// Articles from files, from other pages and from the example button.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRIDGE, visit } from './person.js';

const PAGE = `<!doctype html><title>News</title><nav><p>Home</p></nav>
<article><h1>Old bridge to stay open</h1>
<p>“The bridge is <b>safe</b>,” said Ann
Lee. “We tested every bolt.”</p><script>alert(1)</script>
<img src="https://tracker.example/pixel.gif" onerror="alert(1)">
<p>The report drew an angry answer from the harbour.
“Nobody there believes a word of this terrible report,” said Omar Haddad.</p></article><footer>Imprint</footer>`;

test('the example needs one press', async (t) => {
  const person = await visit(t);
  await person.press('Try an example');
  await person.row('We came here as neighbours').waitFor();
  assert.match((await person.row('We came here as neighbours').textContent()) ?? '', /Dask/);
  assert.ok((await person.rows.count()) >= 5);
});

test('a dropped text file is read', async (t) => {
  const person = await visit(t);
  await person.drop('article.txt', BRIDGE.replaceAll('\n', '\r\n'));
  await person.seesRows(2);
  assert.deepEqual(await person.readsArticle(), BRIDGE.split('\n\n'));
});

test('a dropped HTML file gives its article and loads nothing', async (t) => {
  const person = await visit(t);
  await person.drop('article.html', PAGE, 'text/html');
  await person.seesRows(2);
  assert.deepEqual(await person.readsArticle(), BRIDGE.split('\n\n'));
  onlyRefusals(person);
});

test('a file from before UTF-8 keeps its quotation marks', async (t) => {
  const person = await visit(t);
  const bytes = [...'xCafé news,y said Ann Lee.'].map((c) => ({ x: 0x93, y: 0x94, é: 0xe9 })[c] ?? c.charCodeAt(0));
  await person.drop('old.txt', bytes);
  await person.seesRows(1);
  assert.deepEqual(await person.readsArticle(), ['“Café news,” said Ann Lee.']);
});

test('a file can be chosen instead of dropped', async (t) => {
  const person = await visit(t);
  await person.page.getByLabel('Open a file').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from(BRIDGE) });
  await person.seesRows(2);
});

test('a picture is turned away with a reason, and the text stays', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  await person.drop('photo.png', [0x89, 0x50, 0x4e, 0x47], 'image/png');
  await person.seesMessage(/photo\.png.*neither a text nor an HTML file/);
  await person.seesRows(2);
});

test('a paste keeps the paragraphs that only its HTML has', async (t) => {
  const person = await visit(t);
  await person.pasteFlavours({ 'text/plain': BRIDGE.replaceAll('\n\n', ' '), 'text/html': PAGE });
  await person.seesRows(2);
  assert.deepEqual(await person.readsArticle(), BRIDGE.split('\n\n'));
  onlyRefusals(person);
});

test('a paste prefers plain text that has its paragraphs', async (t) => {
  const person = await visit(t);
  await person.pasteFlavours({ 'text/plain': BRIDGE, 'text/html': '<p>Something else</p><p>entirely</p>' });
  await person.seesRows(2);
});

test('a new article takes the place of the old one, which can come back', async (t) => {
  const person = await visit(t);
  await person.paste('“First,” said Ann Lee.');
  await person.row('First').waitFor();
  await person.paste('“Second,” said Ann Lee.');
  await person.row('Second').waitFor();
  await person.press('Undo');
  await person.row('First').waitFor();
});

/**
 * Chromium notes each inline handler in parsed HTML that the page's policy
 * refuses to run; that is the policy at work.
 *
 * @param {import('./person.js').Person} person
 */
function onlyRefusals(person) {
  for (const complaint of person.complaints) assert.match(complaint, /^Executing inline event handler violates/);
  person.complaints.length = 0;
}
