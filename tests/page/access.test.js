// The page is for everybody: no finding of axe, no sideways scrolling,
// motion only for those who like it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { BRIDGE, visit } from './person.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const [device, viewport] of /** @type {const} */ ([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ])) {
    test(`axe finds nothing: ${colorScheme}, ${device}`, async (t) => {
      const person = await visit(t, { colorScheme, viewport });
      const { page } = person;
      const alone = device === 'phone';
      await page.evaluate(axe);
      await isSound(person, 'empty page');

      await person.press('Try an example');
      await person.marks.first().waitFor();
      await page.getByRole('button', { name: 'Tone of paragraph 4' }).click();
      await page.getByText('Sentence by sentence').click();
      await isSound(person, 'article');

      if (alone) await person.looksAt('Who said what');
      await person.rows.nth(1).getByText('Why').click();
      await person.rows.nth(1).locator('.reasons').waitFor();
      if (alone) await person.press('Filters');
      await person.filters('Kind', 'Direct');
      await page.getByLabel('Group by speaker').check();
      await isSound(person, 'filtered and grouped');
      await person.searches('no such words');
      await isSound(person, 'no row fits');
      await person.press('Show all');
      await person.filters('Confidence', 'To check: unsure or unknown');
      await page.locator('#check[aria-pressed="true"]').waitFor({ state: 'attached' });
      await isSound(person, 'rows to check');
      await person.press('Show all');
      await person.rows.nth(1).locator('.said').click();
      await isSound(person, 'row chosen');

      await person.looksAt('People');
      await page.getByText('Their words, in order').first().click();
      await isSound(person, 'people');
      await person.looksAt('Pictures');
      await page.getByText('The numbers').first().click();
      await isSound(person, 'pictures');

      await person.press('Share');
      await page.locator('#results-length').filter({ hasText: 'characters' }).waitFor();
      await isSound(person, 'links');
      await person.press('Done');
      const results = await person.copiesLink('Copy results link');
      await person.press('Export');
      await isSound(person, 'menu');
      await page.keyboard.press('Escape');
      await person.press('Keep');
      await person.press('Show what is kept');
      await isSound(person, 'kept articles');
      await person.press('Forget all');
      await person.press('Done');
      await person.press('Keyboard and help');
      await isSound(person, 'help');
      await person.press('Done');
      await person.press('Edit text');
      await isSound(person, 'editor');

      const receiver = await visit(t, { colorScheme, viewport, hash: new URL(results).hash });
      await receiver.page.locator('#partial').waitFor({ state: 'attached' });
      await receiver.marks.first().waitFor({ state: 'attached' });
      await receiver.page.evaluate(axe);
      await isSound(receiver, 'results only');
    });
  }
}

test('at 200 % zoom nothing scrolls sideways and nothing is out of reach', async (t) => {
  const person = await visit(t, { viewport: { width: 640, height: 450 }, zoom: 2 });
  const fits = async (/** @type {string} */ when) => {
    assert.ok((await person.page.evaluate(() => document.documentElement.scrollWidth)) <= 640, when);
    const { reached, missed } = await reach(person);
    assert.ok(reached >= 3, `${when}: only ${reached} controls`);
    assert.deepEqual(missed, [], when);
  };
  await fits('empty page');
  await person.press('Try an example');
  await person.marks.first().waitFor();
  for (const part of ['Article', 'Who said what', 'People', 'Pictures']) {
    await person.looksAt(part);
    await fits(part);
  }
  for (const opener of ['Share', 'Kept articles']) {
    if (opener === 'Kept articles') {
      await person.press('Keep');
      await person.press('Show what is kept');
    } else await person.press(opener);
    await fits(opener);
    await person.press('Done');
  }
});

/**
 * How many controls a reader can scroll to and press, and which ones not.
 *
 * @param {import('./person.js').Person} person
 */
async function reach(person) {
  return person.page.evaluate(() => {
    const within = document.querySelector('dialog[open]') ?? document;
    let reached = 0;
    const missed = [];
    for (const control of within.querySelectorAll(
      'a[href]:not(.skip), button, label:has(input), input:not(.unseen), select, summary, textarea',
    )) {
      if (!control.checkVisibility({ visibilityProperty: true })) continue;
      control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const [box] = control.getClientRects();
      const hit = box && document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (hit && control.contains(hit)) reached += 1;
      else missed.push(control.textContent || control.outerHTML);
    }
    return { reached, missed };
  });
}

test('a screen reader says who speaks', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  const tone = await person.page.getByRole('button', { name: 'Tone of paragraph 2' }).getAttribute('aria-label');
  assert.deepEqual(await heard(person, '#article .paragraph:nth-child(2)'), [
    ['button', tone],
    ['mark', 'quote by Ann Lee: “The bridge is safe,”'],
    ['text', ' said Ann Lee. '],
    ['mark', '“We tested every bolt.”'],
    ['button', 'Attribution 1, direct: Ann Lee'],
  ]);
});

test('a tone reads well with and without words that made it, and a paragraph may have none', async (t) => {
  const person = await visit(t, {
    prepare: (page) =>
      page.addInitScript(() => {
        // The byline comes without a tone, whatever the analyzer makes of it.
        const listen = Worker.prototype.addEventListener;
        Worker.prototype.addEventListener = function (/** @type {string} */ type, /** @type {any} */ hear) {
          listen.call(this, type, (event) => {
            const { list, items } = /** @type {MessageEvent} */ (event).data ?? {};
            if (list === 'paragraphs') items[1].tone = null;
            hear(event);
          });
        };
      }),
  });
  await person.paste('A horrible war\n\nBy Ann Lee\n\nHe was born in 1950.\n\n“What a wonderful, happy day,” said Bea Moss.');
  await person.row('What a wonderful').waitFor();
  const tones = await person.page
    .locator('#article button.tone')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''));
  assert.deepEqual(
    tones.map((tone) => Number.parseInt(tone.replace('Tone of paragraph ', ''), 10)),
    [1, 3, 4],
  );
  for (const tone of tones)
    assert.match(tone, /^Tone of paragraph \d: (positive|negative|mixed|neutral), ([+−]\d\.\d\d|0\.00)(, for “[^”]+”(, “[^”]+”){0,2})?$/);
  assert.ok(tones.some((tone) => tone.includes(', for')) && tones.some((tone) => /\d$/.test(tone)), tones.join('\n'));
  const lefts = await person.page.locator('#article .text').evaluateAll((texts) => texts.map((text) => text.getBoundingClientRect().left));
  assert.equal(new Set(lefts).size, 1);
});

test('text from right to left runs from right to left, marked or not, and takes no other room', async (t) => {
  const person = await visit(t);
  const lines = [
    'שלום עולם, זה יום יפה בנמל.',
    '“שלום לכולם,” said Ann Lee.',
    'It rained on the harbour all day, and the ferry did not sail.',
  ];
  await person.pasteFlavours({ 'text/plain': `${BRIDGE}\n\n${lines.join('\n\n')}` });
  await person.row('שלום לכולם').waitFor();
  const shown = await person.page.locator('#article .text').evaluateAll((texts) =>
    texts.slice(-3).map((text) => ({
      direction: getComputedStyle(text).direction,
      marked: text.querySelector('mark') !== null,
      left: text.getBoundingClientRect().left,
    })),
  );
  assert.deepEqual(
    shown.map(({ direction, marked }) => [direction, marked]),
    [
      ['rtl', false],
      ['rtl', true],
      ['ltr', false],
    ],
  );
  assert.equal(new Set(shown.map(({ left }) => left)).size, 1);
  assert.ok((await person.page.evaluate(() => document.documentElement.scrollWidth)) <= 1280);
  assert.deepEqual((await person.readsArticle()).slice(-3), lines);
});

for (const [reducedMotion, behavior] of /** @type {const} */ ([
  ['reduce', 'auto'],
  ['no-preference', 'smooth'],
])) {
  test(`motion: ${reducedMotion}`, async (t) => {
    const person = await visit(t, { reducedMotion });
    await person.page.evaluate(() => {
      /** @type {unknown[]} */
      const glides = [];
      Object.assign(window, { glides });
      const scroll = Element.prototype.scrollIntoView;
      Element.prototype.scrollIntoView = function (options) {
        glides.push(/** @type {ScrollIntoViewOptions} */ (options).behavior);
        scroll.call(this, options);
      };
    });
    await person.paste(BRIDGE);
    await person.seesRows(2);
    await person.row('Nobody there believes').locator('.said').click();
    await person.page.keyboard.press('j');
    const glides = await person.page.evaluate(() => /** @type {any} */ (window).glides);
    assert.ok(glides.length > 0);
    assert.deepEqual([...new Set(glides)], [behavior]);
    if (reducedMotion === 'reduce') assert.equal(await person.page.evaluate(() => document.getAnimations().length), 0);
  });
}

/**
 * What a screen reader is given for an element, from the browser's own tree:
 * the roles and words in order.
 *
 * @param {import('./person.js').Person} person
 * @param {string} selector
 */
async function heard(person, selector) {
  const session = await person.page.context().newCDPSession(person.page);
  const { result } = await session.send('Runtime.evaluate', { expression: `document.querySelector(${JSON.stringify(selector)})` });
  const { node } = await session.send('DOM.describeNode', { objectId: result.objectId ?? '' });
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((part) => [part.nodeId, part]));
  /** @typedef {(typeof nodes)[number] | undefined} Part */
  const inside = (/** @type {Part} */ part) => (part?.childIds ?? []).map((id) => byId.get(id));
  const name = (/** @type {Part} */ part) => String(part?.name?.value ?? '').replaceAll('\u00A0', ' ');
  /** @param {Part} part @returns {string} */
  const words = (part) => (part?.role?.value === 'StaticText' ? name(part) : inside(part).map(words).join(''));
  /** @type {[role: string, words: string][]} */
  const found = [];
  /** @param {Part} part */
  const read = (part) => {
    const role = part?.role?.value;
    const last = found.at(-1);
    if (role === 'button') found.push([role, name(part)]);
    else if (role === 'mark') found.push([role, words(part)]);
    else if (role !== 'StaticText') inside(part).forEach(read);
    else if (last?.[0] === 'text') last[1] += name(part);
    else found.push(['text', name(part)]);
  };
  read(nodes.find(({ backendDOMNodeId }) => backendDOMNodeId === node.backendNodeId));
  return found;
}

test('nothing scrolls sideways on a small phone', async (t) => {
  const person = await visit(t, { viewport: { width: 360, height: 640 } });
  const width = () => person.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok((await width()) <= 360, 'empty page');
  const long = `${'x'.repeat(300)} https://news.example/${'path/'.repeat(60)}`;
  await person.pasteFlavours({
    'text/plain': `“The whole list is at ${long} and it is long,” said Ann Lee.\n\n“So it goes with every longer quotation that we have seen so far,” said Maria ${'Magdalena '.repeat(8)}Lopez.`,
  });
  await person.marks.first().waitFor();
  assert.ok((await width()) <= 360, 'article');
  await person.looksAt('Who said what');
  await person.rows.first().waitFor();
  assert.ok((await width()) <= 360, 'table');
});

test('no number of an attribution stands alone at the start of a line', async (t) => {
  const person = await visit(t);
  await person.press('Try an example');
  await person.marks.first().waitFor();
  for (let width = 1000; width <= 1400; width += 40) {
    await person.page.setViewportSize({ width, height: 900 });
    const gaps = await person.marks.evaluateAll((numbers) =>
      numbers.map((number) => {
        const words = [...(number.parentElement?.previousElementSibling?.getClientRects() ?? [])].at(-1);
        return words ? number.getBoundingClientRect().left - words.right : null;
      }),
    );
    assert.ok(gaps.length > 5, `${gaps.length} numbers`);
    for (const [index, gap] of gaps.entries()) assert.ok(gap !== null && gap >= -3, `number ${index + 1}, ${width} pixels wide: ${gap}`);
  }
});

test('a screen reader is told what came out', async (t) => {
  const person = await visit(t);
  const told = (/** @type {RegExp} */ words) => person.page.getByRole('status').filter({ hasText: words }).waitFor();
  await person.press('Try an example');
  await told(/^416 words · 17 paragraphs · \d+ attributions · \d+ speakers$/);
  await person.filters('Speaker', 'Ines Corval (4)');
  await told(/^4 of \d+ attributions shown$/);
});

test('paper shows the article and the table, from a phone too', async (t) => {
  const person = await visit(t, { viewport: PHONE });
  await person.press('Try an example');
  await person.marks.first().waitFor();
  await person.page.emulateMedia({ media: 'print' });
  assert.equal(await person.marks.first().isVisible(), true);
  assert.equal(await person.row('We came here as neighbours').isVisible(), true);
});

test('Tab leads past the article to the table without touching the address', async (t) => {
  const person = await visit(t);
  await person.press('Try an example');
  await person.rows.first().waitFor();
  await person.copiesLink();
  const address = person.page.url();
  await person.page.getByRole('link', { name: 'Skip to who said what' }).focus();
  await person.page.keyboard.press('Enter');
  assert.equal(await person.page.evaluate(() => document.activeElement?.id), 'who');
  assert.equal(person.page.url(), address);
});

/**
 * @param {import('./person.js').Person} person
 * @param {string} when
 */
async function isSound(person, when) {
  const findings = await person.page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run();
    return violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.map((/** @type {any} */ node) => `${id}: ${node.html} ${node.failureSummary}`),
    );
  });
  assert.deepEqual(findings, [], when);
}
