// The page says that it joined lines, and the reader can have them as they were
// pasted; it says, too, when an interview does not tell who speaks.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visit } from './person.js';
import { replacedWorker, workerFor } from './reports.js';

const PARAGRAPHS = [
  'Harbour to stay open',
  '“We waited the whole night before the gate of the harbour, and nobody came down to us,” Ann Lee said, and she told the council that she would wait there once more.',
  'The council will meet again in the old customs house by the lake on Thursday, when the mayor has come back.',
];

/** As a mail program would break and quote it. */
const MAIL = `> Harbour to stay open
>
> “We waited the whole night before the gate of the har-
> bour, and nobody came down to us,” Ann Lee said, and she
> told the council that she would wait there once more.
>
> The council will meet again in the old customs house by
> the lake on Thursday, when the mayor has come back.`;

const SAID = '“We waited the whole night before the gate of the harbour, and nobody came down to us,”';

/** @param {import('node:test').TestContext} t @param {import('./person.js').Circumstances} circumstances */
async function readMail(t, circumstances = {}) {
  const person = await visit(t, circumstances);
  await person.pasteFlavours({ 'text/plain': MAIL });
  await person.row(SAID).waitFor();
  return person;
}

test('joined lines are shown and taken away as they are seen', async (t) => {
  const person = await readMail(t);
  assert.deepEqual(await person.readsArticle(), PARAGRAPHS);
  await person.row(SAID).locator('.said').click();
  assert.equal(await person.readsChosenMark(), SAID);
  for (const format of ['Table (CSV)', 'Summary (Markdown)', 'Marked article (HTML)']) {
    const { text } = await person.exports(format);
    assert.ok(text.includes(SAID), format);
    assert.doesNotMatch(text, /har-/, format);
  }
  const report = JSON.parse((await person.exports('Report (JSON)')).text);
  assert.equal(report.text, MAIL);
  assert.equal(report.layout.lines_joined, 3);

  const receiver = await visit(t, { hash: new URL(await person.copiesLink('Copy results link')).hash });
  assert.deepEqual(await receiver.readsTable(), await person.readsTable());
  assert.equal(await receiver.page.locator('#lines').isVisible(), false, 'there is no text whose lines could be kept');
});

test('the reader is told of joined lines, and can keep them as pasted and join them again', async (t) => {
  const person = await readMail(t);
  const told = person.page.locator('#lines');
  assert.match((await told.textContent()) ?? '', /^Lines were joined: 3 breaks\./);
  const [words] = ((await person.page.locator('#counts').textContent()) ?? '').split(' ·');
  assert.equal(words, '57 words', 'a word that was broken is one');

  await person.press('Keep the lines as pasted');
  await told.getByText('Every line is a paragraph here').waitFor();
  const kept = (await person.readsArticle()).map((paragraph) => paragraph?.trim());
  assert.equal(kept.length, 6);
  assert.equal(kept[2], 'bour, and nobody came down to us,” Ann Lee said, and she');
  assert.equal(await person.focused(), 'Join them', 'the keyboard stays where it was');

  await person.press('Join them');
  await person.row(SAID).waitFor();
  assert.deepEqual(await person.readsArticle(), PARAGRAPHS);
});

test('a text that is shown as it was pasted says nothing of lines', async (t) => {
  const person = await visit(t);
  await person.pasteFlavours({ 'text/plain': PARAGRAPHS.join('\n\n') });
  await person.seesRows(2);
  assert.equal(await person.page.locator('#lines').isVisible(), false);
  assert.equal(await person.page.locator('#unlabelled').isVisible(), false);
});

test('kept lines belong to their article: another has its own, and undo brings them back', async (t) => {
  const person = await readMail(t);
  await person.press('Keep the lines as pasted');
  await person.page.getByText('Every line is a paragraph here').waitFor();
  await person.pasteFlavours({ 'text/plain': `${MAIL}\n` });
  await person.row(SAID).waitFor();
  await person.page.getByRole('button', { name: 'Keep the lines as pasted' }).waitFor();
  await person.press('Undo');
  await person.page.getByText('Every line is a paragraph here').waitFor();
});

test('an article is kept with its lines as they were last', async (t) => {
  const person = await readMail(t);
  await person.press('Keep');
  await person.seesMessage(/on this device only/);
  await person.press('Keep the lines as pasted');
  await person.page.getByText('Every line is a paragraph here').waitFor();
  // The message of the first time is still there: that of the second takes its place.
  const before = await person.message.locator('p').elementHandle();
  await person.press('Keep');
  await before?.waitForElementState('hidden');
  await person.seesMessage(/on this device only/);
  await person.reloads();
  await person.press('Kept articles (1)');
  await person.dialog.getByRole('button', { name: 'Harbour to stay open', exact: true }).click();
  await person.page.getByText('Every line is a paragraph here').waitFor();
});

test('an article that an older page kept opens', async (t) => {
  const person = await visit(t);
  await person.page.evaluate(
    (text) =>
      new Promise((resolve) => {
        const opening = indexedDB.open('whosaid', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('articles', { keyPath: 'id', autoIncrement: true });
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('articles', 'readwrite');
          transaction.objectStore('articles').add({ title: 'An old one', text, kept: 1_700_000_000_000 });
          transaction.oncomplete = () => {
            opening.result.close();
            resolve(null);
          };
        };
      }),
    MAIL,
  );
  await person.reloads();
  await person.press('Kept articles (1)');
  await person.dialog.getByRole('button', { name: 'An old one', exact: true }).click();
  await person.row(SAID).waitFor();
  assert.deepEqual(await person.readsArticle(), PARAGRAPHS);
});

test('an interview without labels says so', async (t) => {
  const { prepare } = replacedWorker(
    workerFor(
      [
        { kind: 'question', text: 'What will you do now?' },
        { kind: 'turn', text: 'We will wait once more.' },
      ],
      { conversation: 'unlabelled' },
    ),
  );
  const person = await visit(t, { prepare });
  await person.pasteFlavours({ 'text/plain': 'What will you do now?\n\nWe will wait once more.' });
  await person.page.getByText('Questions and answers without names').waitFor();
});
