// A link with results is a stranger's report: whatever is in it, the page shows
// it as text or turns it away, and stays usable. So does every version of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { BRIDGE, visit } from './person.js';

/** @param {unknown} content */
const payload = (content) =>
  deflateRawSync(typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content)).toString('base64url');

/** @param {unknown} content */
const oldLinkTo = (content) => `#r1=${payload(content)}`;

/** @param {unknown} words @param {unknown} numbers */
const linkTo = (words, numbers, version = 4) => `#r${version}=${payload(words)}.${payload(numbers)}`;

const TEXT = '“It rains,” said Zoe Adler.';

/** Results as the page makes them, with parts changed. */
const results = (
  {
    text = /** @type {any} */ (TEXT),
    name = /** @type {any} */ ('Zoe Adler'),
    role = /** @type {any} */ (''),
    version = 4,
    ...parts
  } = /** @type {Record<string, any>} */ ({}),
) => {
  const numbers = {
    paragraphs: 1,
    quotes: 1,
    speakers: 1,
    conversation: 0,
    article: [2, -6, 0, 2, -6],
    place: [0, 27],
    paragraphKind: 0,
    label: 0,
    paragraphTone: [2, -6, 1, 4, 5, -5],
    narrator: 0,
    quoted: [2, -6],
    paragraph: 0,
    kind: 0,
    rule: 0,
    confidence: 86,
    who: [1, 0],
    content: [1, -4, 11],
    cue: [1, 12, 4],
    source: [1, 5, 9],
    tone: [2, -6, 0],
    chain: 0,
    speakerKind: 0,
    said: 1,
    words: 2,
    theirs: [2, -6],
    ...parts,
  };
  return linkTo([text, name, role], Object.values(numbers).flat(), version);
};

/** The same as the third version of the page made them: a speaker has the tone of what others write of them, too. */
const thirdResults = () => results({ version: 3, about: [1, -90] });

/** The same as the second version of the page made them: without a conversation, labels and thoughts. */
const secondResults = (kind = 0) => {
  const quote = [0, kind, 0, 86, 1, 0, 1, -4, 11, 1, 12, 4, 1, 5, 9, 2, -6, 0, 0];
  const numbers = [1, 1, 1, 2, -6, 0, 2, -6, 0, 27, 0, 2, -6, 1, 4, 5, -5, 0, 2, -6, ...quote, 0, 1, 2, 2, -6, 0];
  return linkTo([TEXT, 'Zoe Adler', ''], numbers, 2);
};

/** The same as the first version of the page made them. */
const oldResults = ({
  text = /** @type {any} */ (TEXT),
  paragraph = /** @type {any} */ ({}),
  quote = /** @type {any} */ ({}),
  speaker = /** @type {any} */ ({}),
} = {}) => [
  text,
  [Object.values({ span: [0, 27], kind: 0, tone: [-6, 1, [4, 9, -5]], narrator: 0, quoted: [-6, 1], ...paragraph })],
  [
    Object.values({
      paragraph: 0,
      kind: 0,
      rule: 0,
      confidence: 86,
      speakers: [0],
      content: [[0, 11]],
      cue: [[12, 16]],
      source: [[17, 26]],
      chain: [],
      tone: [-6, 1],
      ...quote,
    }),
  ],
  [Object.values({ name: 'Zoe Adler', kind: 0, role: 0, quotes: 1, words: 2, tone: [-6, 1], about: 0, ...speaker })],
];

for (const [version, hash] of [
  ['first', oldLinkTo(oldResults())],
  ['second', secondResults()],
  ['third', thirdResults()],
  ['fourth', results()],
]) {
  test(`the results that are changed below are sound before: ${version} version`, async (t) => {
    const person = await visit(t, { hash });
    await person.row('It rains').waitFor();
    assert.deepEqual(await person.readsTable(), [
      { number: 1, speakers: ['Zoe Adler'], said: '“It rains,”', kind: 'direct', act: 'said', tone: 'neutral', sure: 86 },
    ]);
  });
}

test('how others write of a speaker is not shown, though an old link has it', async (t) => {
  const person = await visit(t, { hash: thirdResults() });
  await person.looksAt('People');
  await person.cards.getByText('too few to say').waitFor();
  assert.doesNotMatch((await person.cards.textContent()) ?? '', /others|0\.90/);
});

test('kind and act are one number in a link', async (t) => {
  const person = await visit(t);
  for (const [number, kind, act] of [
    [0, 'direct', 'said'],
    [2, 'indirect', 'said'],
    [3, 'direct', 'thought'],
    [5, 'indirect', 'thought'],
  ]) {
    await person.page.evaluate((hash) => (location.hash = hash), results({ kind: number }));
    await person.page.locator(`.badge.${kind}`).waitFor();
    const [row] = await person.readsTable();
    assert.deepEqual([row?.kind, row?.act], [kind, act]);
  }
});

const many = Array.from({ length: 3000 }, (_, index) => index);

/** @type {[string, string, RegExp][]} */
const HOSTILE = [
  ['garbage', '#r4=!!!not*base64', /damaged/],
  ['nothing', '#r4=', /damaged/],
  ['base64url of garbage', '#r4=AAAAAAAAAAAA.AAAAAAAAAAAA', /damaged/],
  ['a link that was cut off', results().slice(0, -20), /damaged/],
  ['a link without its numbers', results().split('.')[0] ?? '', /damaged/],
  ['bytes that are not UTF-8', linkTo(Uint8Array.of(0x5b, 0xff, 0x5d), []), /damaged/],
  ['a deflate bomb', linkTo([TEXT], Buffer.alloc(64 * 1024 * 1024, '[')), /too long to open/],
  ['an oversized link', `#r4=${'A'.repeat(600 * 1024)}.`, /too long to open/],
  ['a version from the future', '#r7=AAAA', /newer Whosaid/],
  ['no JSON', linkTo('“It rains,” said Zoe Adler.', '[0,0,0,0,0,0,0]'), /damaged/],
  ['JSON of no list', linkTo({ text: TEXT }, { paragraphs: 1 }), /damaged/],
  ['JSON that says null', linkTo('null', 'null'), /damaged/],
  ['no words at all', linkTo([], []), /damaged/],
  ['lists nested without end', linkTo([TEXT], `${'['.repeat(100_000)}${']'.repeat(100_000)}`), /damaged/],
  ['a text that is a number', results({ text: 7 }), /damaged/],
  ['a text that is a list', results({ text: [...TEXT] }), /damaged/],
  ['a name that is an object', results({ name: { toString: 'x' } }), /damaged/],
  ['a role that is a list', results({ role: ['mayor'] }), /damaged/],
  ['a span beyond the text', results({ content: [1, -4, 28] }), /damaged/],
  ['a span that starts beyond the text', results({ source: [1, 27, 0] }), /damaged/],
  ['a span that runs backwards', results({ content: [1, 5, -5] }), /damaged/],
  ['a span before the text', results({ place: [-1, 27] }), /damaged/],
  ['a span of half characters', results({ source: [1, 0.5, 3] }), /damaged/],
  ['a span of words', results({ cue: [1, '0', '3'] }), /damaged/],
  ['a number that is a list', results({ cue: [1, [[0]], 3] }), /damaged/],
  ['evidence beyond the text', results({ paragraphTone: [2, 0, 1, 4, 99, 1] }), /damaged/],
  ['more evidence than there is', results({ paragraphTone: [2, 0, 9, 4, 5, 1] }), /damaged/],
  ['a speaker who is not there', results({ who: [1, 1] }), /damaged/],
  ['a speaker without a name', results({ speakers: 2 }), /damaged/],
  ['a paragraph that is not there', results({ paragraph: 1 }), /damaged/],
  ['a kind and act that are not known', results({ kind: 6 }), /damaged/],
  ['a kind of paragraph that is not known', results({ paragraphKind: 14 }), /damaged/],
  ['a conversation that is not known', results({ conversation: 3 }), /damaged/],
  ['a label beyond the text', results({ label: [1, 20, 9] }), /damaged/],
  ['two labels', results({ label: [2, 0, 1, 0, 1] }), /damaged/],
  ['second version: a link that was cut off', secondResults().slice(0, -20), /damaged/],
  ['second version: a kind that is not known', secondResults(3), /damaged/],
  ['second version: the numbers of the third', thirdResults().replace('#r3', '#r2'), /damaged/],
  ['third version: the numbers of the second', secondResults().replace('#r2', '#r3'), /damaged/],
  ['third version: the numbers of the fourth', results({ version: 3 }), /damaged/],
  ['fourth version: the numbers of the third', thirdResults().replace('#r3', '#r4'), /damaged/],
  ['a kind called __proto__', results({ kind: '__proto__' }), /damaged/],
  ['a rule called constructor', results({ rule: 'constructor' }), /damaged/],
  ['more than certainty', results({ confidence: 101 }), /damaged/],
  ['less than no certainty', results({ confidence: -1 }), /damaged/],
  ['a tone that is not known', results({ tone: [5, 0, 0] }), /damaged/],
  ['a tone beyond the end of the scale', results({ tone: [1, -1000, 0] }), /damaged/],
  ['a number too large for one', linkTo([TEXT], '[0,0,0,0,1e999,0,0]'), /damaged/],
  ['more numbers than anybody reads', results({ more: 0 }), /damaged/],
  [
    'more paragraphs than anybody writes',
    linkTo([''], [20_001, 0, 0, 0, 0, 0, 0, ...Array.from({ length: 20_001 * 7 }, () => 0)]),
    /damaged/,
  ],
  [
    'paragraphs that are all the whole text',
    linkTo(['a'.repeat(200_000)], [3000, 0, 0, 0, 0, 0, 0, ...many.flatMap(() => [0, 200_000, 0, 0, 0, 0, 0])]),
    /damaged/,
  ],
  [
    'quotes nested without end',
    linkTo(
      ['a'.repeat(6000)],
      [
        1,
        3000,
        0,
        0,
        0,
        0,
        0,
        0,
        6000,
        0,
        0,
        0,
        0,
        0,
        ...many.flatMap((index) => [0, 0, 0, 50, 0, 1, index && 1, 6000 - 2 * index, 0, 0, 0, 0]),
      ],
    ),
    /damaged/,
  ],
  ['first version: garbage', '#r1=!!!not*base64', /damaged/],
  ['first version: nothing', '#r1=', /damaged/],
  ['first version: base64url of garbage', '#r1=AAAAAAAAAAAA', /damaged/],
  ['first version: a link that was cut off', oldLinkTo(oldResults()).slice(0, -20), /damaged/],
  ['first version: bytes that are not UTF-8', oldLinkTo(Uint8Array.of(0x5b, 0xff, 0x5d)), /damaged/],
  ['first version: a deflate bomb', oldLinkTo(Buffer.alloc(64 * 1024 * 1024, '[')), /too long to open/],
  ['first version: an oversized link', `#r1=${'A'.repeat(600 * 1024)}`, /too long to open/],
  ['first version: no JSON', oldLinkTo('“It rains,” said Zoe Adler.'), /damaged/],
  ['first version: JSON of no list', oldLinkTo({ text: TEXT }), /damaged/],
  ['first version: JSON that says null', oldLinkTo('null'), /damaged/],
  ['first version: lists that are none', oldLinkTo([TEXT, 1, 2, 3]), /damaged/],
  ['first version: lists nested without end', oldLinkTo(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), /damaged/],
  ['first version: a text that is a number', oldLinkTo(oldResults({ text: 7 })), /damaged/],
  ['first version: a text that is a list', oldLinkTo(oldResults({ text: [...TEXT] })), /damaged/],
  ['first version: a name that is an object', oldLinkTo(oldResults({ speaker: { name: { toString: 'x' } } })), /damaged/],
  ['first version: a role that is a list', oldLinkTo(oldResults({ speaker: { role: ['mayor'] } })), /damaged/],
  ['first version: a span beyond the text', oldLinkTo(oldResults({ quote: { content: [[0, 28]] } })), /damaged/],
  ['first version: a span that runs backwards', oldLinkTo(oldResults({ quote: { content: [[11, 0]] } })), /damaged/],
  ['first version: a span before the text', oldLinkTo(oldResults({ paragraph: { span: [-1, 27] } })), /damaged/],
  ['first version: a span of half characters', oldLinkTo(oldResults({ quote: { source: [[0.5, 3]] } })), /damaged/],
  ['first version: a span of words', oldLinkTo(oldResults({ quote: { cue: [['0', '3']] } })), /damaged/],
  ['first version: evidence beyond the text', oldLinkTo(oldResults({ paragraph: { tone: [0, 1, [4, 99, 1]] } })), /damaged/],
  ['first version: a speaker who is not there', oldLinkTo(oldResults({ quote: { speakers: [1] } })), /damaged/],
  ['first version: a paragraph that is not there', oldLinkTo(oldResults({ quote: { paragraph: 1 } })), /damaged/],
  ['first version: a kind that is not known', oldLinkTo(oldResults({ quote: { kind: 3 } })), /damaged/],
  ['first version: a kind called __proto__', oldLinkTo(oldResults({ quote: { kind: '__proto__' } })), /damaged/],
  ['first version: a rule called constructor', oldLinkTo(oldResults({ quote: { rule: 'constructor' } })), /damaged/],
  ['first version: more than certainty', oldLinkTo(oldResults({ quote: { confidence: 101 } })), /damaged/],
  ['first version: a tone beyond the end of the scale', oldLinkTo(oldResults({ quote: { tone: [-1000, 0] } })), /damaged/],
  [
    'first version: a number too large for one',
    oldLinkTo(JSON.stringify(oldResults({ speaker: { words: 5 } })).replace(',5,', ',1e999,')),
    /damaged/,
  ],
  [
    'first version: more paragraphs than anybody writes',
    oldLinkTo(['', Array.from({ length: 20_001 }, () => [[0, 0], 0, 0, 0, 0]), [], []]),
    /damaged/,
  ],
  [
    'first version: paragraphs that are all the whole text',
    oldLinkTo(['a'.repeat(200_000), many.map(() => [[0, 200_000], 0, 0, 0, 0]), [], []]),
    /damaged/,
  ],
  [
    'first version: quotes nested without end',
    oldLinkTo([
      'a'.repeat(6000),
      [[[0, 6000], 0, 0, 0, 0]],
      many.map((index) => [0, 0, 0, 50, [], [[index, 6000 - index]], [], [], [], 0]),
      [],
    ]),
    /damaged/,
  ],
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
      // What follows is told anew, and read anew.
      const row = await person.rows.first().elementHandle();
      await person.press('Edit text');
      await person.editor.press('Control+End');
      await person.editor.press('Space');
      assert.equal(await person.message.textContent(), '');
      await row?.waitForElementState('hidden');
      await person.press('Close the editor');
      await person.seesRows(2);
      await person.marks.nth(1).waitFor();
    });
  }
});

test('HTML in a name, a role or a text is text in every part of the page', async (t) => {
  const tag = '<img src=x onerror=pwned()><script>pwned()</script>';
  const text = `“${tag}” said ${tag}.`;
  const person = await visit(t, {
    hash: results({
      text,
      name: tag,
      role: tag,
      place: [0, text.length],
      paragraphTone: [2, -6, 1, 1, 9, -5],
      content: [1, -1, tag.length + 2],
      cue: [1, tag.length + 3, 4],
      source: [1, 5, tag.length],
    }),
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
  const person = await visit(t, { hash: results({ name: '\u202Erelda eoZ', role: '\u2067mayor' }) });
  await person.seesRows(1);
  // Every stranger's words stand in an element that keeps their direction to itself.
  assert.equal(await person.page.locator('td.speaker bdi').count(), 2);
  await person.looksAt('People');
  assert.equal(await person.cards.locator('h3 > bdi').count(), 1);
  assert.equal(await person.cards.locator('.role > bdi').count(), 1);
});
