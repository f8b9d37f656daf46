// The sheet of links: what it tells about them, who can be sent them, and what
// opens at the other end. Old links open for ever.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { TOWN, visit } from './person.js';

/** @param {string} link @returns {[string[], number[]]} the words and the numbers in it */
const unpacked = (link) => {
  const [words, numbers] = new URL(link).hash
    .slice('#r4='.length)
    .split('.')
    .map((part) => JSON.parse(inflateRawSync(Buffer.from(part, 'base64url')).toString()));
  return [words, numbers];
};

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
  for (const [button, said] of /** @type {const} */ ([
    ['Copy link', 'text-length'],
    ['Copy results link', 'results-length'],
  ])) {
    await person.dialog.getByRole('button', { name: button, exact: true }).click();
    await person.dialog.getByText('Link copied.').waitFor();
    const version = button === 'Copy link' ? '#v1=' : '#r4=';
    await person.page.waitForFunction(async (version) => (await navigator.clipboard.readText()).includes(version), version);
    const copied = await person.page.evaluate(() => navigator.clipboard.readText());
    assert.match(
      (await person.page.locator(`#${said}`).textContent()) ?? '',
      new RegExp(`^${copied.length.toLocaleString('en')} characters\\.`),
    );
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
  for (let seed = 1; noise.length < 1_500_000; seed = (seed * 48271) % 2147483647)
    noise += `${seed.toString(36)}${noise.length % 90 === 0 ? '.\n\n' : ' '}`;
  await person.pasteFlavours({ 'text/plain': noise });
  await person.press('Share');
  await person.dialog.getByText('too long for a link. Send it as a file').first().waitFor();
  assert.equal(await person.dialog.getByRole('button', { name: 'Copy link' }).isDisabled(), true);
});

test('who has copied a results link still has the article, also after loading the page again', async (t) => {
  const person = await readTown(t);
  const before = person.page.url();
  await person.copiesLink('Copy results link');
  assert.equal(person.page.url(), before);
  const address = await person.copiesLink('Copy link');
  await person.copiesLink('Copy results link');
  assert.equal(person.page.url(), address);
  await person.reloads();
  await person.row('the cellar would hold the maps').waitFor();
  assert.deepEqual(await person.readsArticle(), TOWN.split('\n\n'));
});

test('without the clipboard the results link can be copied by hand, and not from the address bar', async (t) => {
  const person = await readTown(t, {
    prepare: (page) =>
      page.addInitScript(() => {
        navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
      }),
  });
  await person.press('Share');
  assert.equal(await person.dialog.getByRole('textbox').count(), 0);
  await person.press('Copy results link');
  await person.dialog.getByText('copy it there').waitFor();
  assert.equal(new URL(person.page.url()).hash, '');
  const field = person.dialog.getByRole('textbox', { name: 'Link with the results' });
  assert.equal(await field.getAttribute('readonly'), '');
  // The keyboard is there, and all of it is selected.
  const copied = await field.evaluate((field) => (field === document.activeElement ? getSelection()?.toString() : ''));
  assert.equal(copied, await field.inputValue());
  const receiver = await visit(t, { hash: new URL(copied ?? '').hash });
  assert.deepEqual(await receiver.readsTable(), await person.readsTable());
});

test('a link with results shows the same rows and people, and nothing else of the article', async (t) => {
  const sender = await readTown(t);
  const link = await sender.copiesLink('Copy results link');
  assert.match(link, /#r4=/);
  const [words] = unpacked(link);
  const kept = words.join('\n');
  for (const word of ['chapel', 'gramophone', 'Casper', 'Tuesday']) {
    assert.ok(TOWN.includes(word));
    assert.ok(!kept.includes(word), `“${word}” is in the link`);
  }
  assert.ok(kept.includes('a wonderful, happy gift'));
  // The headline tells which article it is.
  assert.match(kept, /^Town votes for a new library\n/);

  const receiver = await visit(t, { hash: new URL(link).hash });
  await receiver.page.getByText('Only the results are in this link').waitFor();
  await receiver.page.getByRole('button', { name: 'Tone of paragraph 2' }).click();
  await receiver.page.locator('.why').getByText('wonderful').waitFor();
  assert.equal(await receiver.page.locator('.why details').count(), 0, 'its sentences are not in the link');
  assert.deepEqual(await receiver.readsTable(), await sender.readsTable());
  assert.equal((await receiver.readsArticle())[0], 'Town votes for a new library');
  assert.equal((await receiver.exports('Table (CSV)')).name, 'Town-votes-for-a-new-library.csv');
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

/**
 * Another page with the bookmark in it.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} body
 * @param {boolean} selects whether its story is selected
 */
async function elsewhere(t, body, selects = false) {
  const person = await visit(t);
  const bookmark = person.page.getByRole('link', { name: 'Read with Whosaid' });
  const href = await bookmark.getAttribute('href');
  assert.match(href ?? '', /^javascript:/);
  await bookmark.click();
  await person.seesMessage(/Drag it to your bookmarks/);

  const news = `<!doctype html><title>News</title><nav>Home Sport</nav>${body}<a id="bookmark" href="${href?.replaceAll('"', '&quot;')}">bookmark</a>`;
  const other = await visit(t, { address: `data:text/html;charset=utf-8,${encodeURIComponent(news)}` });
  await other.page.evaluate((selects) => {
    if (selects) getSelection()?.selectAllChildren(document.getElementById('story') ?? document.body);
    document.getElementById('bookmark')?.focus();
  }, selects);
  return other;
}

const STORY = '<p id="story">“The ferry — ça alors — is late,” said Bea Moss.</p>';
const MORE = '<p>“It never was on time,” said Max Orr.</p>';

for (const [what, body, selects] of /** @type {[string, string, boolean][]} */ ([
  ['what is selected', `<article>${STORY}${MORE}</article>`, true],
  ['the article of a page where nothing is selected', `<main>Home <article>${STORY}${MORE}</article></main>`, false],
  ['the main part of a page without an article', `<main>${STORY}${MORE}</main>`, false],
])) {
  test(`the bookmark opens ${what}`, async (t) => {
    const other = await elsewhere(t, body, selects);
    const [opened] = await Promise.all([other.page.context().waitForEvent('page'), other.page.keyboard.press('Enter')]);
    await opened.locator('#table tr[data-quote]').first().waitFor();
    const said = await opened.locator('.said').allTextContents();
    assert.deepEqual(said, ['“The ferry — ça alors — is late,”', ...(selects ? [] : ['“It never was on time,”'])]);
    assert.match(opened.url(), /#v1=/);
    assert.match(other.page.url(), /^data:/, 'the other page is left as it was');
  });
}

test('the bookmark asks for a selection where it cannot tell the article from the menus', async (t) => {
  const other = await elsewhere(t, `<div>${STORY}${MORE}</div>`);
  const asked = other.page.waitForEvent('dialog');
  await Promise.all([asked.then((dialog) => dialog.accept()), other.page.keyboard.press('Enter')]);
  assert.match((await asked).message(), /Select the text of the article first/);
  assert.equal(other.page.context().pages().length, 1);
});

test('the bookmark is offered before there is an article, and only to a mouse', async (t) => {
  const person = await visit(t);
  const bookmark = person.page.getByRole('link', { name: 'Read with Whosaid' });
  assert.equal(await bookmark.isVisible(), true);
  await person.paste('“It rains,” said Zoe Adler.');
  await person.seesRows(1);
  assert.equal(await bookmark.isVisible(), false);

  const other = await visit(t, { touch: true });
  assert.equal(await other.page.getByRole('link', { name: 'Read with Whosaid' }).count(), 0);
});

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
  const person = await readTown(t, {
    prepare: (page) => page.addInitScript(() => Object.defineProperty(navigator, 'share', { value: undefined })),
  });
  await person.press('Share');
  await person.dialog.getByRole('button', { name: 'Copy results link' }).and(person.page.locator(':enabled')).waitFor();
  assert.equal(await person.dialog.getByRole('button', { name: 'Send …' }).count(), 0);
});

// Links that are out in the world. Never change them; if one fails, the page is wrong.
const OLD_ARTICLE =
  '#v1=JcyxDYQwEATA3FVsAS_3QIhESAM8rPCJw0bvQ6QuBJpzJQg-H00tZx8Ik4mQjLTbp5YLeZAJTYzoSO_cQ-ZdNSMrN0OKsEBswp93rpazNRyiijGtxHcYl_8S-E7-Bg';
const OLD_RESULTS =
  '#r1=VZA7bsMwEESvslA9MpakSFNlygAu061ZODYBC3Hkwgrc6iBOm4PpJIGWjhCBxX7ncUippvHxds40dKdM3Y2uXwOm8Ztuh-5EL31Pu5w3-37fT-MPlfh4HejeXS50vH5mej8cP4rinFW1qSAiDGcTGFIHGIhHi9oniGEYC54zBxPAadlKCSKugQultYVJf4F1FhGiznhmNhbNAuBZPy8x5hMDhEtpovZNC-s0sw2cXpZW7sLirjb_7SWIVWbLT6aL8AUaHMJWM98i2DV-bVJn1fNHKwVaREjt9ZnFf_oF';

const OLD_RESULTS_2 =
  '#r2=i1Z61DAnJCNVoSQzJVUhs1ghv7RE51HDXIXixMwUBce8PAWf1FS9mLyYvEcNyxQg9BzPEoXyzJwcheT83FSFpMTkbIiOjFSwLj0lHSWoRiUdJaVYAA.TY8LCsUgDAQvNAHzU3uW8u5_jYfR0rJgYlx24u0YSjtyo2FIx0kCSZI1c7wM9WbK8Y23BL4NDSUIntvW7IVRJAydKHoRKMl4iFIj6cUU_UDXebWTYImdGhWIH6zoKPDqJnu5ubLqE78_';

// With kinds of paragraphs, a label and a conversation.
const OLD_RESULTS_3 =
  '#r3=i1Z61DAnJCNVoSQzJVUhs1ghv7RE51HDXIXixMwUBce8PAWf1FS9mLyYvEcNyxQg9BzPEoXyzJwcheT83FSFpMTkbIiOjFSwLj0lHSWoRiUdJaVYAA.ZY-JCQQxDAMbGkP85Nlajuu_jcPe7ANHIDKO0Cgfx1CUto9biSEDpxNIp5Nbx583U27nfCTwhjY0DV4WRXQS23xx1iioImHoyg4HgdKZF11qJaP4oq8CeR9tJ1jHtkYF_oFzWpw1V2bVh74_';

// Without a second tone of each speaker.
const OLD_RESULTS_4 =
  '#r4=i1Z61DAnJCNVoSQzJVUhs1ghv7RE51HDXIXixMwUBce8PAWf1FS9mLyYvEcNyxQg9BzPEoXyzJwcheT83FSFpMTkbIgOoCkgXXpKOkpQjUCWUiwA.ZU4JDsAgCPtQSQR0urcs-_83VtAdyYKxhDZtD4dBOWWNW4JBNjgaKqQR4uqchzPFo-wvVHiB8oXAU6IQ7SSm-M4ZW4aSrCwwosNOkTKr3-mSJ66RL_opEP9eloORXljT8Bcc28CsOcKrnRc';

test('an old link with an article opens', async (t) => {
  const person = await visit(t, { hash: OLD_ARTICLE });
  await person.row('The tide is out').waitFor();
  assert.deepEqual(await person.readsArticle(), [
    '“The tide is out,” said Ann Lee.',
    'The gulls slept on the pier.',
    '“It will come back,” she said.',
  ]);
});

for (const hash of [OLD_RESULTS, OLD_RESULTS_2, OLD_RESULTS_3, OLD_RESULTS_4]) {
  test(`an old link with results opens: ${hash.slice(1, 3)}`, async (t) => {
    const person = await visit(t, { hash });
    await person.row('The tide is out').waitFor();
    assert.deepEqual(await person.readsTable(), [
      { number: 1, speakers: ['Ann Lee'], said: '“The tide is out,”', kind: 'direct', act: 'said', tone: 'neutral', sure: 86 },
      { number: 2, speakers: ['Ann Lee'], said: '“It will come back,”', kind: 'direct', act: 'said', tone: 'neutral', sure: 90 },
    ]);
    await person.row('It will come back').getByText('Why', { exact: true }).click();
    await person.row('It will come back').getByText('“she” → “Ann Lee” ¶ 1 → Ann Lee').waitFor();
  });
}
