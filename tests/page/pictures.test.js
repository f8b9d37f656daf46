// The pictures: named for the ear, with their numbers below, and whole when
// they are saved.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOWN, visit } from './person.js';

const PARAGRAPHS = TOWN.split('\n\n').length;

/** @param {import('node:test').TestContext} t @param {import('./person.js').Circumstances} circumstances */
async function seePictures(t, circumstances = {}) {
  const person = await visit(t, circumstances);
  await person.pasteFlavours({ 'text/plain': TOWN });
  await person.row('the cellar would hold the maps').waitFor();
  const all = await person.readsTable();
  await person.looksAt('Pictures');
  const tone = person.page.getByRole('figure', { name: 'Tone along the article' });
  const share = person.page.getByRole('figure', { name: 'Share of voice' });
  await share.waitFor();
  return { person, all, tone, share };
}

test('a picture has a name that tells what it shows', async (t) => {
  const { tone, share } = await seePictures(t);
  await tone.getByRole('img', { name: `for each of ${PARAGRAPHS} paragraphs` }).waitFor();
  await share.getByRole('img', { name: /^Share of voice: Ann Lee \d+ %, Omar Haddad \d+ %, Bea Moss \d+ %/ }).waitFor();
});

test('the numbers of a picture can be read', async (t) => {
  const { person, all, tone, share } = await seePictures(t);
  await tone.getByText('The numbers').click();
  const rows = await tone.getByRole('row').allInnerTexts();
  assert.equal(rows.length, 1 + PARAGRAPHS);
  assert.match(rows[2] ?? '', /^2\s+positive \+0\.\d\d/);
  // What the table says is what the article shows beside its paragraphs.
  const shown = await person.page.locator('#article button.tone .score').allTextContents();
  const told = await tone.locator('tbody tr td:nth-child(2)').allTextContents();
  assert.deepEqual(told.map((cell) => cell.split(' ')[1]), shown);
  assert.equal(await tone.locator('svg rect.quoted').count(), 1 + (await tone.locator('tbody tr td:nth-child(4)').filter({ hasNotText: '–' }).count()), 'a square for each paragraph with a quote, and one to explain it');

  await share.getByText('The numbers').click();
  const voices = await share.locator('tbody tr td:first-child').allTextContents();
  assert.deepEqual(new Set(voices), new Set(all.flatMap(({ speakers }) => speakers)));
  assert.equal(await share.locator('svg rect.share').count(), voices.length);
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`a saved SVG needs nothing but itself: ${colorScheme}`, async (t) => {
    const { person, tone } = await seePictures(t, { colorScheme });
    const { name, text } = await person.saves(() => person.press('Save as SVG of “Tone along the article”'));
    assert.equal(name, 'tone-Town-votes-for-a-new-library.svg');
    const parsed = await person.page.evaluate((text) => {
      const picture = new DOMParser().parseFromString(text, 'image/svg+xml');
      const elements = [...picture.querySelectorAll('*')];
      return {
        broken: picture.querySelector('parsererror') !== null,
        root: picture.documentElement.namespaceURI,
        label: picture.documentElement.getAttribute('aria-label'),
        names: [...new Set(elements.map(({ localName }) => localName))].sort(),
        attributes: [...new Set(elements.flatMap((element) => element.getAttributeNames()))],
        styles: [...new Set(elements.map((element) => element.getAttribute('fill')))],
        paper: elements[1]?.getAttribute('fill'),
      };
    }, text);
    assert.equal(parsed.broken, false);
    assert.equal(parsed.root, 'http://www.w3.org/2000/svg');
    assert.equal(parsed.label, await tone.getByRole('img').getAttribute('aria-label'));
    assert.deepEqual(parsed.names, ['circle', 'path', 'rect', 'svg', 'text']);
    for (const never of ['class', 'style', 'href', 'xlink:href', 'src']) assert.ok(!parsed.attributes.includes(never), never);
    assert.doesNotMatch(text, /url\(|var\(|https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
    assert.equal(parsed.paper, await person.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor));
    assert.ok(parsed.styles.length >= 3, 'the colours of the page are lost');
  });
}

test('a saved PNG is a PNG of twice the size, with something on it', async (t) => {
  const { person } = await seePictures(t);
  const { name, content } = await person.saves(() => person.press('Save as PNG of “Share of voice”'));
  assert.equal(name, 'share-of-voice-Town-votes-for-a-new-library.png');
  assert.deepEqual([...content.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const [, , width, height] = (await person.page.getByRole('img', { name: /^Share of voice/ }).getAttribute('viewBox'))?.split(' ').map(Number) ?? [];
  assert.deepEqual([content.readUInt32BE(16), content.readUInt32BE(20)], [2 * (width ?? 0), 2 * (height ?? 0)]);
  const colours = await person.page.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    return new Set(new Uint32Array(context?.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer ?? new ArrayBuffer(0))).size;
  }, content.toString('base64'));
  assert.ok(colours > 3, `${colours} colours`);
});

test('pictures of many speakers and paragraphs stay readable', async (t) => {
  const person = await visit(t);
  const names = ['Adler', 'Brandt', 'Costa', 'Dunn', 'Eriksen', 'Farkas', 'Garcia', 'Holm', 'Ito', 'Jansen', 'Kowal', 'Lund', 'Meyer', 'Novak', 'Olsen'];
  await person.pasteFlavours({ 'text/plain': names.map((name, index) => `“We have counted every bolt ${index} times,” said Zoe ${name}.`).join('\n\n') });
  await person.marks.nth(14).waitFor();
  await person.looksAt('Pictures');
  const share = person.page.getByRole('figure', { name: 'Share of voice' });
  await share.locator('svg text', { hasText: '3 others' }).waitFor();
  assert.equal(await share.locator('svg rect.share').count(), 13);
  await share.getByText('The numbers').click();
  assert.equal(await share.locator('tbody tr').count(), 15);
});
