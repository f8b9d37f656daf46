// A link with results is a stranger's report: whatever is in it, the page shows
// it as text or turns it away, and stays usable.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { BRIDGE, visit } from './person.js';

/** @param {unknown} content */
const linkTo = (content) => `#r1=${deflateRawSync(typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content)).toString('base64url')}`;

const TEXT = '“It rains,” said Zoe Adler.';

/** Results as the page makes them, with parts changed. */
const results = ({ text = /** @type {any} */ (TEXT), paragraph = /** @type {any} */ ({}), quote = /** @type {any} */ ({}), speaker = /** @type {any} */ ({}) } = {}) => [
  text,
  [Object.values({ span: [0, 27], kind: 0, tone: [-6, 1, [4, 9, -5]], narrator: 0, quoted: [-6, 1], ...paragraph })],
  [Object.values({ paragraph: 0, kind: 0, rule: 0, confidence: 86, speakers: [0], content: [[0, 11]], cue: [[12, 16]], source: [[17, 26]], chain: [], tone: [-6, 1], ...quote })],
  [Object.values({ name: 'Zoe Adler', kind: 0, role: 0, quotes: 1, words: 2, tone: [-6, 1], about: 0, ...speaker })],
];

test('the results that are changed below are sound before', async (t) => {
  const person = await visit(t, { hash: linkTo(results()) });
  await person.row('It rains').waitFor();
  assert.deepEqual(await person.readsTable(), [{ number: 1, speakers: ['Zoe Adler'], said: '“It rains,”', kind: 'direct', tone: 'neutral', sure: 86 }]);
});

const many = Array.from({ length: 3000 }, (_, index) => index);

/** @type {[string, string, RegExp][]} */
const HOSTILE = [
  ['garbage', '#r1=!!!not*base64', /damaged/],
  ['nothing', '#r1=', /damaged/],
  ['base64url of garbage', '#r1=AAAAAAAAAAAA', /damaged/],
  ['a link that was cut off', linkTo(results()).slice(0, -20), /damaged/],
  ['bytes that are not UTF-8', linkTo(Uint8Array.of(0x5b, 0xff, 0x5d)), /damaged/],
  ['a deflate bomb', linkTo(Buffer.alloc(64 * 1024 * 1024, '[')), /too long to open/],
  ['an oversized link', `#r1=${'A'.repeat(600 * 1024)}`, /too long to open/],
  ['a version from the future', '#r7=AAAA', /newer Whosaid/],
  ['no JSON', linkTo('“It rains,” said Zoe Adler.'), /damaged/],
  ['JSON of no list', linkTo({ text: TEXT }), /damaged/],
  ['JSON that says null', linkTo('null'), /damaged/],
  ['lists that are none', linkTo([TEXT, 1, 2, 3]), /damaged/],
  ['lists nested without end', linkTo(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), /damaged/],
  ['a text that is a number', linkTo(results({ text: 7 })), /damaged/],
  ['a text that is a list', linkTo(results({ text: [...TEXT] })), /damaged/],
  ['a name that is an object', linkTo(results({ speaker: { name: { toString: 'x' } } })), /damaged/],
  ['a role that is a list', linkTo(results({ speaker: { role: ['mayor'] } })), /damaged/],
  ['a span beyond the text', linkTo(results({ quote: { content: [[0, 28]] } })), /damaged/],
  ['a span that runs backwards', linkTo(results({ quote: { content: [[11, 0]] } })), /damaged/],
  ['a span before the text', linkTo(results({ paragraph: { span: [-1, 27] } })), /damaged/],
  ['a span of half characters', linkTo(results({ quote: { source: [[0.5, 3]] } })), /damaged/],
  ['a span of words', linkTo(results({ quote: { cue: [['0', '3']] } })), /damaged/],
  ['evidence beyond the text', linkTo(results({ paragraph: { tone: [0, 1, [4, 99, 1]] } })), /damaged/],
  ['a speaker who is not there', linkTo(results({ quote: { speakers: [1] } })), /damaged/],
  ['a paragraph that is not there', linkTo(results({ quote: { paragraph: 1 } })), /damaged/],
  ['a kind that is not known', linkTo(results({ quote: { kind: 3 } })), /damaged/],
  ['a kind called __proto__', linkTo(results({ quote: { kind: '__proto__' } })), /damaged/],
  ['a rule called constructor', linkTo(results({ quote: { rule: 'constructor' } })), /damaged/],
  ['more than certainty', linkTo(results({ quote: { confidence: 101 } })), /damaged/],
  ['a tone beyond the end of the scale', linkTo(results({ quote: { tone: [-1000, 0] } })), /damaged/],
  ['a number too large for one', linkTo(JSON.stringify(results({ speaker: { words: 5 } })).replace(',5,', ',1e999,')), /damaged/],
  ['more paragraphs than anybody writes', linkTo(['', Array.from({ length: 20_001 }, () => [[0, 0], 0, 0, 0, 0]), [], []]), /damaged/],
  ['paragraphs that are all the whole text', linkTo(['a'.repeat(200_000), many.map(() => [[0, 200_000], 0, 0, 0, 0]), [], []]), /damaged/],
  ['quotes nested without end', linkTo(['a'.repeat(6000), [[[0, 6000], 0, 0, 0, 0]], many.map((index) => [0, 0, 0, 50, [], [[index, 6000 - index]], [], [], [], 0]), []]), /damaged/],
];

for (const [what, hash, words] of HOSTILE.slice(0, 7)) {
  test(`${what} shows a message and leaves the page usable`, async (t) => {
    const person = await visit(t, { hash });
    await person.seesMessage(words);
    assert.equal(await person.rows.count(), 0);
    await person.paste(BRIDGE);
    await person.seesRows(2);
  });
}

test('a bad link leaves the article as it was', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  for (const [what, hash, words] of HOSTILE) {
    await t.test(what, async () => {
      await person.page.evaluate((hash) => (location.hash = hash), hash);
      await person.seesMessage(words);
      await person.seesRows(2);
      assert.deepEqual(await person.readsArticle(), BRIDGE.split('\n\n'));
      // What follows is told anew.
      await person.press('Edit text');
      await person.editor.press('Control+End');
      await person.editor.press('Space');
      assert.equal(await person.message.textContent(), '');
      await person.press('Close the editor');
    });
  }
});

test('HTML in a name, a role or a text is text in every part of the page', async (t) => {
  const tag = '<img src=x onerror=pwned()><script>pwned()</script>';
  const text = `“${tag}” said ${tag}.`;
  const person = await visit(t, {
    hash: linkTo(results({ text, paragraph: { span: [0, text.length], tone: [-6, 1, [1, 10, -5]] }, quote: { content: [[0, tag.length + 2]], cue: [[tag.length + 3, tag.length + 7]], source: [[tag.length + 8, text.length - 1]] }, speaker: { name: tag, role: tag } })),
    prepare: async (page) => page.exposeFunction('pwned', () => void page.evaluate(() => console.error('a script ran'))),
  });
  await person.seesRows(1);
  assert.deepEqual(await person.readsArticle(), [text]);
  assert.deepEqual((await person.readsTable())[0]?.speakers, [tag]);
  await person.row('said').getByText('Why', { exact: true }).click();
  await person.filters('Speaker', `${tag} (1)`);
  await person.page.getByLabel('Group by speaker').check();
  await person.groups.filter({ hasText: tag }).waitFor();
  await person.looksAt('People');
  await person.cards.getByText('Their words, in order').click();
  assert.equal(await person.cards.locator('h3').textContent(), tag);
  await person.looksAt('Pictures');
  await person.page.getByText('The numbers').last().click();
  assert.equal(await person.page.locator('#work :is(img, script, iframe)').count(), 0);

  const svg = await person.saves(() => person.press('Save as SVG of “Share of voice”'));
  assert.doesNotMatch(svg.text, /<img|<script/);
  const html = await person.exports('Marked article (HTML)');
  assert.doesNotMatch(html.text, /<img|<script/);
  const markdown = await person.exports('Summary (Markdown)');
  assert.doesNotMatch(markdown.text, /<img|<script/);
});

test('a name that turns the writing around ends with itself', async (t) => {
  const person = await visit(t, { hash: linkTo(results({ speaker: { name: '\u202Erelda eoZ', role: '\u2067mayor' } })) });
  await person.seesRows(1);
  // Every stranger's words stand in an element that keeps their direction to itself.
  assert.equal(await person.page.locator('td.speaker bdi').count(), 2);
  await person.looksAt('People');
  assert.equal(await person.cards.locator('h3 > bdi').count(), 1);
  assert.equal(await person.cards.locator('.role > bdi').count(), 1);
});
