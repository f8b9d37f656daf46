// Text comes in by keyboard, and its table and marks appear at once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRIDGE, visit } from './person.js';

test('pasting an article shows who said what', async (t) => {
  const person = await visit(t);
  await person.editor.focus();
  await person.paste(BRIDGE);
  await person.seesRows(2);

  const [lee, haddad] = await person.readsRows();
  assert.match(lee?.speaker ?? '', /Ann Lee/);
  assert.equal(lee?.said, '“The bridge is safe,” … “We tested every bolt.”');
  assert.match(haddad?.speaker ?? '', /Omar Haddad/);
  assert.equal(haddad?.said, '“Nobody there believes a word of this terrible report,”');
});

test('a paste anywhere on the page is a paste of the article', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
});

test('the article is shown word for word, its paragraphs with their tone', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  assert.deepEqual(await person.readsArticle(), BRIDGE.split('\n\n'));

  const tone = person.page.getByRole('button', { name: 'Tone of paragraph 3' });
  assert.match((await tone.getAttribute('aria-label')) ?? '', /negative.*“terrible”/);
  await tone.click();
  assert.equal(await tone.getAttribute('aria-expanded'), 'true');
  await person.page.locator('.why .evidence').getByText('terrible').waitFor();
  await tone.click();
  assert.equal(await person.page.locator('.why').count(), 0);
});

test('what is copied from the article is the article', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  const copied = await person.page.evaluate(() => {
    getSelection()?.selectAllChildren(document.getElementById('article') ?? document.body);
    return String(getSelection()).split('\n').filter(Boolean);
  });
  assert.deepEqual(copied, BRIDGE.split('\n\n'));
});

test('typing is read while the writer rests', async (t) => {
  const person = await visit(t);
  await person.editor.fill('“I am here,” said Ann Lee.');
  await person.seesRows(1);
  await person.editor.press('End');
  await person.editor.pressSequentially(' “So am I,” said Omar Haddad.');
  await person.seesRows(2);
  assert.equal(await person.editor.isVisible(), true);
});

test('what is written is read below it, within the window', async (t) => {
  const person = await visit(t, { viewport: { width: 1280, height: 800 } });
  await person.press('Try an example');
  await person.rows.first().waitFor();
  await person.press('Edit text');
  const editor = await person.editor.boundingBox();
  const row = await person.rows.first().boundingBox();
  assert.ok(editor && editor.height <= 0.35 * 800, `the editor is ${editor?.height} pixels high`);
  assert.ok(row && row.y + row.height <= 800, `the first row begins at ${row?.y}`);
  assert.equal(await person.page.getByRole('button', { name: 'Try an example' }).count(), 0);
  await person.press('Clear');
  await person.page.getByRole('button', { name: 'Try an example' }).waitFor();
});

test('a row tells how sure it is and why', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  const row = person.row('The bridge is safe');
  assert.match((await row.locator('.sure').textContent()) ?? '', /^\d+ % sure$/);
  await row.getByText('Why').click();
  await row.locator('.reasons').getByText('Quotation marks').waitFor();
  await row.locator('.reasons').getByText('Ann Lee').last().waitFor();
});

test('the table can be sorted by speaker and by tone', async (t) => {
  const person = await visit(t);
  await person.paste(
    '“It rains,” said Zoe Adler.\n\n“What a wonderful, happy day,” said Bea Moss.\n\n“A terrible, horrible disaster,” said Max Orr.',
  );
  await person.seesRows(3);
  const speakers = async () => (await person.readsRows()).map(({ speaker }) => speaker?.match(/Adler|Moss|Orr/)?.[0]);
  const head = (/** @type {string} */ name) => person.page.getByRole('columnheader', { name });

  assert.deepEqual(await speakers(), ['Adler', 'Moss', 'Orr']);
  await person.press('Speaker');
  assert.deepEqual(await speakers(), ['Moss', 'Orr', 'Adler']);
  assert.equal(await head('Speaker').getAttribute('aria-sort'), 'ascending');
  await person.press('Speaker');
  assert.deepEqual(await speakers(), ['Adler', 'Orr', 'Moss']);
  assert.equal(await head('Speaker').getAttribute('aria-sort'), 'descending');
  await person.press('Tone');
  assert.deepEqual(await speakers(), ['Orr', 'Adler', 'Moss']);
  assert.equal(await head('Speaker').getAttribute('aria-sort'), 'none');
  await person.press('Place');
  assert.deepEqual(await speakers(), ['Adler', 'Moss', 'Orr']);
});

test('a speaker can be shown alone', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  await person.looksAt('People');
  const haddad = person.page.getByRole('button', { name: 'Show only these of Omar Haddad' });
  await haddad.click();
  await person.seesRows(1);
  assert.match((await person.readsRows())[0]?.speaker ?? '', /Omar Haddad/);
  await person.looksAt('People');
  assert.equal(await haddad.getAttribute('aria-pressed'), 'true');
  await haddad.click();
  assert.equal(await haddad.getAttribute('aria-pressed'), 'false');
  await person.looksAt('Who said what');
  await person.seesRows(2);
});

test('text can be edited and cleared, and clearing can be undone', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  await person.press('Edit text');
  assert.equal(await person.editor.inputValue(), BRIDGE);
  await person.editor.press('Control+End');
  await person.editor.pressSequentially(' “We will appeal,” said Ann Lee.');
  await person.seesRows(3);
  await person.press('Close the editor');
  assert.equal(await person.editor.isVisible(), false);

  await person.press('Clear');
  assert.equal(await person.editor.inputValue(), '');
  assert.equal(await person.rows.count(), 0);
  await person.press('Undo');
  await person.seesRows(3);
});

for (const [what, text, words] of /** @type {[string, string, RegExp][]} */ ([
  ['white space', ' \n\n \t ', /no text here/],
  ['emoji', '🎉🎉🎉 ✨ 🙂', /no words/],
  [
    'German',
    'Die Brücke bleibt offen, sagte die Bürgermeisterin am Montag. Niemand im Hafen glaubt dem Bericht, und die Arbeiter wollen nun eine zweite Prüfung verlangen.',
    /not look like English/,
  ],
  [
    'Spanish',
    'El puente seguirá abierto, dijo la alcaldesa el lunes. Nadie en el puerto cree en el informe, y los trabajadores quieren pedir ahora una segunda revisión de la obra.',
    /not look like English/,
  ],
])) {
  test(`${what} is answered honestly`, async (t) => {
    const person = await visit(t);
    await person.pasteFlavours({ 'text/plain': text });
    await person.seesMessage(words);
    assert.equal(await person.rows.count(), 0);
    assert.equal(await person.page.getByText('Nobody is quoted').isVisible(), false, 'nobody has looked');
    await person.pasteFlavours({ 'text/plain': BRIDGE });
    await person.seesRows(2);
  });
}

test('an article that quotes nobody says so', async (t) => {
  const person = await visit(t);
  await person.paste('The river rose by two metres in the night. By the morning the lower streets were under water.');
  await person.page.getByText('Nobody is quoted').waitFor();
});

test('hostile text stays text', async (t) => {
  const person = await visit(t);
  const hostile = [
    '“<img src=x onerror=alert(1)> is my name,” said Ann Lee.',
    '<script>document.title = "gone"</script> & <b>bold</b> &amp; “\u202Eesrever\u202C,” said Omar Haddad.',
    'שלום “the \u2067mark\u2069 stays here,” said Ann Lee.',
  ];
  await person.pasteFlavours({ 'text/plain': hostile.join('\n\n') });
  await person.row('is my name').waitFor();
  assert.deepEqual(await person.readsArticle(), hostile);
  assert.equal(await person.page.locator('#work img, #work script, #work b').count(), 0);
  assert.match(await person.page.title(), /^Whosaid/);
});
