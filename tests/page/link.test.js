// A link carries the whole article; a bad one does no harm.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { BRIDGE, visit } from './person.js';

/** @param {Uint8Array | string} content */
const linkTo = (content) => `#v1=${deflateRawSync(content).toString('base64url')}`;

test('a copied link shows the same rows in another browser', async (t) => {
  const sender = await visit(t);
  await sender.paste(BRIDGE);
  await sender.seesRows(2);
  const copied = await sender.copiesLink();
  assert.equal(await sender.page.evaluate(() => navigator.clipboard.readText()), copied);

  const receiver = await visit(t, { hash: new URL(copied).hash });
  await receiver.seesRows(2);
  assert.deepEqual(await receiver.readsRows(), await sender.readsRows());
  assert.deepEqual(await receiver.readsArticle(), await sender.readsArticle());
  assert.equal(receiver.page.url(), copied);
});

test('emoji, curly quotes and other alphabets survive the link', async (t) => {
  const text = '“Ça va 👩‍🚀,” said Ann Lee. “Привет, 世界.”';
  const person = await visit(t, { hash: linkTo(text) });
  await person.seesRows(1);
  assert.deepEqual(await person.readsArticle(), [text]);
});

test('following another link in the same tab shows the other article', async (t) => {
  const person = await visit(t, { hash: linkTo('“First,” said Ann Lee.') });
  await person.row('First').waitFor();
  await person.page.evaluate((hash) => (location.hash = hash), linkTo('“Second,” said Ann Lee.'));
  await person.row('Second').waitFor();
  await person.seesRows(1);
});

test('a long text comes with a warning', async (t) => {
  const person = await visit(t);
  let words = '';
  for (let i = 0; words.length < 12000; i++) words += `Sentence number ${(i * 7919) % 10007} is about item ${(i * 104729) % 99991}. `;
  await person.pasteFlavours({ 'text/plain': words });
  await person.press('Share');
  await person.page
    .locator('#text-length')
    .filter({ hasText: /\d,\d+ characters.*(?:stop at 2,000|cut links this long)/ })
    .waitFor();
});

test('the address forgets an article that is no longer on the page', async (t) => {
  const person = await visit(t, { hash: linkTo(BRIDGE) });
  await person.seesRows(2);
  await person.press('Clear');
  assert.equal(new URL(person.page.url()).hash, '');
});

test('without the clipboard the link is still in the address bar', async (t) => {
  const person = await visit(t, {
    prepare: async (page) =>
      void page.addInitScript(() => {
        navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
      }),
  });
  await person.pasteFlavours({ 'text/plain': BRIDGE });
  await person.seesRows(2);
  await person.press('Share');
  await person.press('Copy link');
  await person.page.locator('#shared').filter({ hasText: 'in the address bar' }).waitFor();
  assert.match(person.page.url(), /#v1=/);
});

for (const [what, hash, words] of /** @type {[string, string, RegExp][]} */ ([
  ['garbage', '#v1=!!!not*base64', /damaged/],
  ['base64url of garbage', '#v1=AAAAAAAAAAAA', /damaged/],
  ['a link that was cut off', linkTo(BRIDGE).slice(0, -40), /damaged/],
  ['bytes that are not UTF-8', linkTo(Uint8Array.of(0x41, 0xff, 0xfe, 0x42)), /damaged/],
  ['a deflate bomb', linkTo(Buffer.alloc(64 * 1024 * 1024, 'a')), /too long to open/],
  ['an oversized link', `#v1=${'A'.repeat(600 * 1024)}`, /too long to open/],
  ['a link without text', linkTo(' \n'), /no text in this link/],
  ['a version from the future', '#v7=AAAA', /newer Whosaid/],
])) {
  test(`${what} shows a message and leaves the page usable`, async (t) => {
    const person = await visit(t, { hash });
    await person.seesMessage(words);
    assert.equal(await person.rows.count(), 0);
    await person.paste(BRIDGE);
    await person.seesRows(2);
  });
}
