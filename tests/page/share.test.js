// The sheet of links: what it tells about them, who can be sent them, and what
// opens at the other end. Old links open for ever.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { TOWN, visit } from './person.js';

/** @param {string} link */
const unpacked = (link) => inflateRawSync(Buffer.from(new URL(link).hash.slice('#r1='.length), 'base64url')).toString();

/** @param {import('node:test').TestContext} t @param {import('./person.js').Circumstances} circumstances */
async function readTown(t, circumstances = {}) {
  const person = await visit(t, circumstances);
  await person.pasteFlavours({ 'text/plain': TOWN });
  await person.row('the cellar would hold the maps').waitFor();
  return person;
}

test('the sheet tells how long each link is, as it then is', async (t) => {
  const person = await readTown(t);
  await person.press('Share');
  const lengths = [];
  for (const [button, said] of /** @type {const} */ ([['Copy link', 'text-length'], ['Copy results link', 'results-length']])) {
    await person.dialog.getByRole('button', { name: button, exact: true }).click();
    await person.dialog.getByText('Link copied.').waitFor();
    await person.page.waitForFunction((version) => location.hash.startsWith(version), button === 'Copy link' ? '#v1=' : '#r1=');
    const copied = await person.page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, person.page.url());
    assert.match((await person.page.locator(`#${said}`).textContent()) ?? '', new RegExp(`^${copied.length.toLocaleString('en')} characters\\.`));
    lengths.push(copied.length);
  }
  assert.ok((lengths[0] ?? 0) < 2000, 'this one needs no warning');
  assert.doesNotMatch((await person.page.locator('#text-length').textContent()) ?? '', /Some|Many/);
  assert.match((await person.dialog.textContent()) ?? '', /Whoever has this link can read the whole text/);
});

test('a text without a quote has no results to share', async (t) => {
  const person = await visit(t);
  await person.paste('The river rose by two metres in the night. By the morning the lower streets were under water.');
  await person.page.getByText('Nobody is quoted').waitFor();
  await person.press('Share');
  await person.dialog.getByRole('button', { name: 'Copy link' }).waitFor();
  assert.equal(await person.dialog.getByRole('button', { name: 'Copy results link' }).isVisible(), false);
});

test('a text too long for a link says so and offers nothing to copy', async (t) => {
  const person = await visit(t);
  let noise = '“It rains,” said Zoe Adler.\n\n';
  for (let seed = 1; noise.length < 1_500_000; seed = (seed * 48271) % 2147483647) noise += `${seed.toString(36)}${noise.length % 90 === 0 ? '.\n\n' : ' '}`;
  await person.pasteFlavours({ 'text/plain': noise });
  await person.press('Share');
  await person.dialog.getByText('too long for a link. Send it as a file').first().waitFor();
  assert.equal(await person.dialog.getByRole('button', { name: 'Copy link' }).isDisabled(), true);
});

test('a link with results shows the same rows and people, and nothing else of the article', async (t) => {
  const sender = await readTown(t);
  const link = await sender.copiesLink('Copy results link');
  assert.match(link, /#r1=/);
  const kept = unpacked(link);
  for (const word of ['chapel', 'gramophone', 'Casper', 'Tuesday', 'Town votes']) {
    assert.ok(TOWN.includes(word));
    assert.ok(!kept.includes(word), `“${word}” is in the link`);
  }
  assert.ok(kept.includes('a wonderful, happy gift'));

  const receiver = await visit(t, { hash: new URL(link).hash });
  await receiver.page.getByText('Only the results are in this link').waitFor();
  assert.deepEqual(await receiver.readsTable(), await sender.readsTable());
  const page = (await receiver.page.content()).replaceAll('\n', ' ');
  assert.doesNotMatch(page, /gramophone|Casper/);
  assert.equal(await receiver.page.getByRole('button', { name: 'Edit text' }).isVisible(), false);
  assert.equal(await receiver.page.getByRole('button', { name: 'Keep' }).isVisible(), false);

  for (const person of [sender, receiver]) {
    await person.looksAt('People');
    await person.cards.first().waitFor();
  }
  const cards = (/** @type {typeof sender} */ person) => person.cards.locator('h3, .role, .amount, .tones').allTextContents();
  assert.deepEqual(await cards(receiver), await cards(sender));
  await receiver.looksAt('Who said what');
  await receiver.row('a sad farce').locator('.said').click();
  assert.match(await receiver.readsChosenMark(), /a sad farce/);

  // What was passed on can be passed on again, and is the same.
  assert.equal(await receiver.copiesLink('Copy results link'), link);
  await receiver.press('Clear');
  assert.equal(new URL(receiver.page.url()).hash, '');
  assert.equal(await receiver.rows.count(), 0);
});

for (const [what, selects] of /** @type {[string, boolean][]} */ ([
  ['what is selected', true],
  ['the article of a page where nothing is selected', false],
])) {
  test(`the bookmark opens ${what}`, async (t) => {
    const person = await visit(t);
    await person.paste('“It rains,” said Zoe Adler.');
    await person.seesRows(1);
    await person.press('Share');
    const href = await person.page.getByRole('link', { name: 'Read with Whosaid' }).getAttribute('href');
    assert.match(href ?? '', /^javascript:/);
    await person.page.getByRole('link', { name: 'Read with Whosaid' }).click();
    await person.dialog.getByText('Drag it to your bookmarks').waitFor();

    const news = `<!doctype html><title>News</title><nav>Home Sport</nav><article><p id="story">“The ferry — ça alors — is late,” said Bea Moss.</p><p>“It never was on time,” said Max Orr.</p></article><a id="bookmark" href="${href?.replaceAll('"', '&quot;')}">bookmark</a>`;
    const other = await visit(t, { address: `data:text/html;charset=utf-8,${encodeURIComponent(news)}` });
    await other.page.evaluate((selects) => {
      if (selects) getSelection()?.selectAllChildren(document.getElementById('story') ?? document.body);
      document.getElementById('bookmark')?.focus();
    }, selects);
    const [opened] = await Promise.all([other.page.context().waitForEvent('page'), other.page.keyboard.press('Enter')]);
    await opened.locator('#table tr[data-quote]').first().waitFor();
    const said = await opened.locator('.said').allTextContents();
    assert.deepEqual(said, ['“The ferry — ça alors — is late,”', ...(selects ? [] : ['“It never was on time,”'])]);
    assert.match(opened.url(), /#v1=/);
    assert.match(other.page.url(), /^data:/, 'the other page is left as it was');
  });
}

test('where the system can share, it is given the link', async (t) => {
  const person = await readTown(t, {
    prepare: (page) =>
      page.addInitScript(() => {
        Object.assign(window, { given: [] });
        navigator.share = async (data) => {
          /** @type {any} */ (window).given.push(data);
          throw new DOMException('The reader closed the sheet', 'AbortError');
        };
      }),
  });
  await person.press('Share');
  for (const section of ['A link with the article', 'A link with the results only']) {
    await person.dialog.locator('section').filter({ hasText: section }).getByRole('button', { name: 'Send …' }).click();
  }
  await person.page.waitForFunction(() => /** @type {any} */ (window).given.length === 2);
  const [article, results] = await person.page.evaluate(() => /** @type {any} */ (window).given);
  await person.press('Done');
  assert.equal(article.url, await person.copiesLink());
  assert.equal(results.url, await person.copiesLink('Copy results link'));
  assert.deepEqual([Object.keys(article), article.title], [['title', 'url'], 'Whosaid'], 'nothing but the link');
});

test('where the system cannot share, nothing offers it', async (t) => {
  const person = await readTown(t, { prepare: (page) => page.addInitScript(() => Object.defineProperty(navigator, 'share', { value: undefined })) });
  await person.press('Share');
  await person.dialog.getByRole('button', { name: 'Copy results link' }).and(person.page.locator(':enabled')).waitFor();
  assert.equal(await person.dialog.getByRole('button', { name: 'Send …' }).count(), 0);
});

// Links that are out in the world. Never change them; if one fails, the page is wrong.
const OLD_ARTICLE =
  '#v1=JcyxDYQwEATA3FVsAS_3QIhESAM8rPCJw0bvQ6QuBJpzJQg-H00tZx8Ik4mQjLTbp5YLeZAJTYzoSO_cQ-ZdNSMrN0OKsEBswp93rpazNRyiijGtxHcYl_8S-E7-Bg';
const OLD_RESULTS =
  '#r1=VZA7bsMwEESvslA9MpakSFNlygAu061ZODYBC3Hkwgrc6iBOm4PpJIGWjhCBxX7ncUippvHxds40dKdM3Y2uXwOm8Ztuh-5EL31Pu5w3-37fT-MPlfh4HejeXS50vH5mej8cP4rinFW1qSAiDGcTGFIHGIhHi9oniGEYC54zBxPAadlKCSKugQultYVJf4F1FhGiznhmNhbNAuBZPy8x5hMDhEtpovZNC-s0sw2cXpZW7sLirjb_7SWIVWbLT6aL8AUaHMJWM98i2DV-bVJn1fNHKwVaREjt9ZnFf_oF';

test('an old link with an article opens', async (t) => {
  const person = await visit(t, { hash: OLD_ARTICLE });
  await person.row('The tide is out').waitFor();
  assert.deepEqual(await person.readsArticle(), ['“The tide is out,” said Ann Lee.', 'The gulls slept on the pier.', '“It will come back,” she said.']);
});

test('an old link with results opens', async (t) => {
  const person = await visit(t, { hash: OLD_RESULTS });
  await person.row('The tide is out').waitFor();
  assert.deepEqual(await person.readsTable(), [
    { number: 1, speakers: ['Ann Lee'], said: '“The tide is out,”', kind: 'direct', tone: 'neutral', sure: 86 },
    { number: 2, speakers: ['Ann Lee'], said: '“It will come back,”', kind: 'direct', tone: 'neutral', sure: 90 },
  ]);
  await person.row('It will come back').getByText('Why', { exact: true }).click();
  await person.row('It will come back').getByText('“she” → “Ann Lee” ¶ 1 → Ann Lee').waitFor();
});
