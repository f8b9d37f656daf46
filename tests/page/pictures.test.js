// The pictures: named for the ear, with their numbers below, and whole when
// they are saved.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reading } from '../../www/reading.js';
import { encodeResults } from '../../www/results.js';
import { TOWN, visit } from './person.js';

/** @typedef {import('playwright-core').Locator} Locator */

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
  assert.deepEqual(
    told.map((cell) => cell.split(' ')[1]),
    shown,
  );
  assert.equal(
    await tone.locator('svg rect.quoted').count(),
    1 + (await tone.locator('tbody tr td:nth-child(4)').filter({ hasNotText: '–' }).count()),
    'a square for each paragraph with a quote, and one to explain it',
  );

  await share.getByText('The numbers').click();
  const voices = await share.locator('tbody tr td:first-child').allTextContents();
  assert.deepEqual(new Set(voices), new Set(all.flatMap(({ speakers }) => speakers)));
  assert.equal(await share.locator('svg rect.share').count(), voices.length);
});

test('a bar is as long as its share, here and on the cards of people', async (t) => {
  const { person, share } = await seePictures(t);
  const percents = (await share.locator('svg .label.end').allTextContents()).map((label) => Number.parseInt(label, 10));
  const widths = (/** @type {string} */ bars) =>
    share.locator(`svg ${bars}`).evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
  const [bars, tracks] = [await widths('rect.share'), await widths('rect.track')];
  assert.ok(percents.length >= 4, `${percents.length} shares`);
  assert.equal(bars.length, percents.length);
  const shares = bars.map((bar, index) => Math.round((100 * bar) / (tracks[index] ?? 0)));
  assert.deepEqual(shares, percents);
  await person.looksAt('People');
  await person.cards.first().waitFor();
  const cards = await person.cards
    .locator('.bar')
    .evaluateAll((bars) => bars.map((bar) => Math.round(100 * Number(/** @type {HTMLElement} */ (bar).style.getPropertyValue('--share')))));
  assert.deepEqual(cards, percents);
});

/**
 * The sides by which the letters of a picture stand out of it, and their height on the screen.
 *
 * @param {Locator} picture
 */
async function lettersOf(picture) {
  return picture.evaluate((svg) => {
    const whole = svg.getBoundingClientRect();
    const { width = 0 } = /** @type {SVGSVGElement} */ (svg).viewBox.baseVal ?? {};
    return [...svg.querySelectorAll('text')].map((text) => {
      const box = text.getBoundingClientRect();
      const cut = {
        left: box.left < whole.left - 0.5,
        right: box.right > whole.right + 0.5,
        above: box.top < whole.top - 0.5,
        below: box.bottom > whole.bottom + 0.5,
      };
      return {
        text: text.textContent,
        cut: Object.entries(cut).flatMap(([side, is]) => (is ? side : [])),
        size: (Number.parseFloat(getComputedStyle(text).fontSize) * whole.width) / width,
      };
    });
  });
}

test('on a phone the letters keep their size, also when it is turned', async (t) => {
  const { person, tone, share } = await seePictures(t);
  await tone.getByText('The numbers').click();
  const widths = [];
  for (const viewport of [
    { width: 360, height: 740 },
    { width: 740, height: 360 },
    { width: 320, height: 600 },
    { width: 1280, height: 900 },
  ]) {
    await person.page.setViewportSize(viewport);
    await person.page.waitForFunction(() =>
      [...document.querySelectorAll('figure svg')].every(
        (svg) => Number(svg.getAttribute('viewBox')?.split(' ')[2]) === Math.min(640, svg.parentElement?.clientWidth ?? 0),
      ),
    );
    for (const figure of [tone, share]) {
      for (const { text, cut, size } of await lettersOf(figure.locator('svg'))) {
        assert.deepEqual(cut, [], `“${text}” at ${viewport.width}`);
        assert.ok(size >= 11, `“${text}” at ${viewport.width}: ${size} px`);
      }
    }
    widths.push((await tone.locator('svg').getAttribute('viewBox'))?.split(' ')[2]);
  }
  assert.equal(new Set(widths).size, 4);
  assert.equal(await tone.getByRole('row').first().isVisible(), true, 'the numbers are still open');
});

test('a paragraph without a tone has its place in the pictures, and nothing in it', async (t) => {
  const tones = ['negative', null, 'positive'];
  const text = 'One.\n\nTwo.\n\n“Six.”';
  const report = /** @type {import('../../www/pkg/whosaid.js').Report} */ (
    /** @type {unknown} */ ({
      tone: null,
      narrator: null,
      quoted: null,
      layout: { lines_joined: 0, omitted: [], conversation: null },
      paragraphs: tones.map((label, index) => ({
        span: [6 * index, 6 * index + 4],
        kind: index === 1 ? 'byline' : 'body',
        label: null,
        tone: label && { score: index - 1, label, evidence: [] },
        narrator: null,
        quoted: null,
      })),
      quotes: [
        {
          paragraph: 2,
          kind: 'direct',
          act: 'said',
          rule: 'quote_alone',
          confidence: 1,
          speakers: [],
          content: [[12, 18]],
          cue: [],
          source: [],
          chain: [],
          tone: null,
        },
      ],
      speakers: [],
    })
  );
  const hash = await encodeResults(new Reading(text, report, { partial: true }));
  const person = await visit(t, { hash });
  await person.seesRows(1);
  assert.equal(await person.page.locator('#article button.tone').count(), 2);
  const strip = person.page.getByRole('img', { name: /^Tone paragraph by paragraph: 1 positive, 1 negative, 0 mixed, 0 neutral/ });
  assert.equal(await strip.getAttribute('viewBox'), '0 -1 3 2');
  assert.match((await strip.locator('.positive').getAttribute('d')) ?? '', /^M2\.14 [^M]*$/);

  await person.looksAt('Pictures');
  const tone = person.page.getByRole('figure', { name: 'Tone along the article' });
  const marks = await tone.locator('svg circle.narrator').evaluateAll((marks) => marks.map((mark) => mark.getAttribute('cx')));
  const places = await tone.locator('svg .label.middle').evaluateAll((labels) => labels.map((label) => label.getAttribute('x')));
  assert.deepEqual(marks.slice(0, -1), [places[0], places[2]], 'the last one explains the others');
  await tone.getByText('The numbers').click();
  assert.equal((await tone.getByRole('row').allInnerTexts())[2]?.replace(/\s+/g, ' '), '2 – – –');
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`a saved SVG needs nothing but itself: ${colorScheme}`, async (t) => {
    const { person, tone } = await seePictures(t, { colorScheme });
    const label = await tone.getByRole('img').getAttribute('aria-label');
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
    assert.equal(parsed.label, label);
    assert.deepEqual(parsed.names, ['circle', 'path', 'rect', 'svg', 'text']);
    for (const never of ['class', 'style', 'href', 'xlink:href', 'src']) assert.ok(!parsed.attributes.includes(never), never);
    assert.doesNotMatch(text, /url\(|var\(|https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
    assert.equal(parsed.paper, await person.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor));
    assert.ok(parsed.styles.length >= 3, 'the colours of the page are lost');
    // By itself it tells what it shows, and of which article.
    await person.page.goto(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`);
    const letters = await lettersOf(person.page.locator('svg'));
    assert.deepEqual(
      letters.slice(0, 2).map(({ text }) => text),
      ['Tone along the article', 'Town votes for a new library'],
    );
    for (const { text, cut } of letters) assert.deepEqual(cut, [], text ?? '');
  });
}

test('a headline that is too long for a saved picture ends with an ellipsis', async (t) => {
  const person = await visit(t, { viewport: { width: 360, height: 740 } });
  await person.pasteFlavours({ 'text/plain': `WOMAN WHO WARNED OF THE GREAT WESTERN DAM WILL NOW LEAD THE COMMISSION\n\n${TOWN}` });
  await person.marks.first().waitFor();
  await person.looksAt('Pictures');
  const { text } = await person.saves(() => person.press('Save as SVG of “Share of voice”'));
  await person.page.goto(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`);
  const letters = await lettersOf(person.page.locator('svg'));
  assert.match(letters[1]?.text ?? '', /^WOMAN WHO WARNED OF .*…$/);
  for (const { text, cut } of letters) assert.deepEqual(cut, [], text ?? '');
});

test('a saved PNG is a PNG of twice the size, with something on it', async (t) => {
  const { person } = await seePictures(t);
  const { name, content } = await person.saves(() => person.press('Save as PNG of “Share of voice”'));
  assert.equal(name, 'share-of-voice-Town-votes-for-a-new-library.png');
  assert.deepEqual([...content.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const { text } = await person.saves(() => person.press('Save as SVG of “Share of voice”'));
  const [, width, height] = /^<svg[^>]* width="(\d+)" height="(\d+)"/.exec(text)?.map(Number) ?? [];
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
  const names = [
    'Adler',
    'Brandt',
    'Costa',
    'Dunn',
    'Eriksen',
    'Farkas',
    'Garcia',
    'Holm',
    'Ito',
    'Jansen',
    'Kowal',
    'Lund',
    'Meyer',
    'Novak',
    'Olsen',
  ];
  await person.pasteFlavours({
    'text/plain': names.map((name, index) => `“We have counted every bolt ${index} times,” said Zoe ${name}.`).join('\n\n'),
  });
  await person.marks.nth(14).waitFor();
  await person.looksAt('Pictures');
  const share = person.page.getByRole('figure', { name: 'Share of voice' });
  await share.locator('svg text', { hasText: '3 others' }).waitFor();
  assert.equal(await share.locator('svg rect.share').count(), 13);
  await share.getByText('The numbers').click();
  assert.equal(await share.locator('tbody tr').count(), 15);
});
