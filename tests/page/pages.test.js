// Web pages, dropped or copied: of a page the article is taken, of a passage all
// of it, and both keep what a reader sees in them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STANDSTILL_MS, visit } from './person.js';

const HEADLINE = 'Old bridge to stay open after all';

const STORY = [
  '“The bridge is safe,” said Ann Lee, who runs the harbour. “We tested every bolt.”',
  'The report drew an angry answer. “Nobody there believes a word of it,” said Omar Haddad.',
  'Ships will wait for hours again this summer, as they have since the old ferry was sold.',
  '“Nobody asked us,” said Bea Moss, who has worked on the ferry for 20 years. “Not once.”',
];

const paragraphs = (/** @type {string[]} */ texts) => texts.map((text) => `<p>${text}</p>`).join('');
const links = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, index) => `<li><a href="/${index}">Harbour news ${index}</a></li>`).join('');

/** A page without a name or an element that tells what is furniture. */
const BODY = `<div class="top"><h1>The Daily Ferry Online</h1><ul>${links(30)}</ul></div>
<div class="near"><div class="cat"><p>Cat crosses the old bridge</p><p>The cat of the mayor was seen on the bridge for a second time on Monday.</p></div></div>
<div class="deep"><h1>${HEADLINE}</h1><div class="who">By Zoe Adler</div><div class="when">3 May 2026, 10:12</div>
<div class="told">${paragraphs(STORY.slice(0, 2))}
<div class="box"><h4>Ferry fares rise</h4><div>All fares rise by a third on Monday</div></div>
${paragraphs(STORY.slice(2))}<p>Zoe Adler is the harbour reporter. Write to her at zoe@ferry.example.</p></div></div>
<div class="below"><ul>${links(20)}</ul><p>All rights are with the people who write for this paper.</p></div>`;

const PAGE = `<!doctype html><html><head><title>${HEADLINE} | The Daily Ferry Online</title></head><body>${BODY}</body></html>`;

/**
 * The text that the page makes of a dropped file.
 *
 * @param {import('./person.js').Person} person
 * @param {string} html
 */
async function reads(person, html) {
  await person.drop('page.html', html);
  return written(person);
}

/** @param {import('./person.js').Person} person */
async function written(person) {
  await person.page.locator('#article p').first().waitFor();
  await person.press('Edit text');
  const text = await person.editor.inputValue();
  await person.press('Close the editor');
  return text;
}

test('of a page nobody marked up, its article is read', async (t) => {
  const person = await visit(t);
  assert.equal(await reads(person, PAGE), [HEADLINE, ...STORY].join('\n\n'));
});

test('a page that was copied whole is read like its file', async (t) => {
  const person = await visit(t);
  const seen = BODY.replace(/<[^>]+>/g, '\n');
  await person.pasteFlavours({ 'text/plain': seen, 'text/html': `<meta charset='utf-8'>${BODY}` });
  const text = await written(person);
  assert.ok(text.endsWith(STORY.join('\n\n')), text);
});

test('a passage that was copied stays whole', async (t) => {
  const person = await visit(t);
  const html = `<h1>${HEADLINE}</h1><p>By Zoe Adler</p>${paragraphs(STORY.slice(0, 2))}<figure><img><figcaption>The bridge at dawn.</figcaption></figure><div class="box"><p>A short note</p></div>${paragraphs(STORY.slice(2))}<p>More in <a href="/a">the report</a></p>`;
  const seen = [
    HEADLINE,
    'By Zoe Adler',
    ...STORY.slice(0, 2),
    'The bridge at dawn.',
    'A short note',
    ...STORY.slice(2),
    'More in the report',
  ];
  await person.pasteFlavours({ 'text/plain': seen.join('\n'), 'text/html': html });
  assert.equal(await written(person), seen.join('\n\n'));
});

for (const [what, head, heading] of /** @type {[string, string, string][]} */ ([
  [
    'the heading that the title repeats',
    `<title>${HEADLINE} - The Daily Ferry</title>`,
    `<h1>The Daily Ferry Online</h1><h1>${HEADLINE}</h1>`,
  ],
  ['the title for sharing, without the site', `<title>Ferry</title><meta property="og:title" content="${HEADLINE} | Ferry">`, ''],
  [
    'what search machines are told',
    `<script type="application/ld+json">{"headline": "Old bridge to stay open \\u0061fter all"}</script>`,
    '',
  ],
  ['a lesser heading, if the title repeats it', `<title>${HEADLINE}</title>`, `<h1>Ferry</h1><h2>${HEADLINE}</h2>`],
])) {
  test(`the headline is ${what}`, async (t) => {
    const person = await visit(t);
    assert.equal(await reads(person, `${head}<body>${heading}<div>${paragraphs(STORY)}</div>`), [HEADLINE, ...STORY].join('\n\n'));
  });
}

for (const [what, html, text] of /** @type {[string, string, string][]} */ ([
  [
    'a quotation and its source',
    '<blockquote><p>It rained all day.</p><p>Nobody came.</p><footer>— Ann Lee, in her diary</footer></blockquote>',
    '> It rained all day.\n> Nobody came.\n> — Ann Lee, in her diary',
  ],
  [
    'a post and who wrote it',
    '<blockquote class="twitter-tweet"><p>The bridge is safe. <a href="//t.example/1">pic.example</a></p>&mdash; Ann Lee (@annlee) <a href="//t.example/2">November 18, 2019</a></blockquote><script async src="//t.example/w.js"></script>',
    '> The bridge is safe. pic.example\n> — Ann Lee (@annlee) November 18, 2019',
  ],
  ['a list', '<ul><li>The bridge stays</li><li>Ferries wait</li></ul>', '• The bridge stays\n\n• Ferries wait'],
  ['a numbered list', '<ol start="3"><li>The bridge stays</li><li>Ferries wait</li></ol>', '3. The bridge stays\n\n4. Ferries wait'],
  [
    'bold names of those who talk',
    '<p><b>Owen Farr</b> We left at dawn.</p><p><span style="font-weight: 700">Petra Lind</span><br>Why so early?</p><p><strong>Owen Farr:</strong> It rained.</p><p><b>Ann Lee</b> said nothing.</p>',
    'Owen Farr: We left at dawn.\n\nPetra Lind: Why so early?\n\nOwen Farr: It rained.\n\nAnn Lee said nothing.',
  ],
  ['a bold name alone as it is', '<p><b>Ann Lee</b> Her house stands by the water.</p>', 'Ann Lee Her house stands by the water.'],
  [
    'the lines of a verse',
    '<p>The ferry goes at ten,<br>The tide goes out at four,<br>And none comes back again</p>',
    'The ferry goes at ten,\nThe tide goes out at four,\nAnd none comes back again',
  ],
  ['an address', '<p>Harbour Office<br>12 Quay Street<br>Port Ellis</p>', 'Harbour Office\n12 Quay Street\nPort Ellis'],
  [
    'no line breaks within a sentence',
    '<p>The harbour office said on Monday that it had tested every bolt of the old bridge, and<br>that it would stay open until the autumn, when the new one should be ready at last.</p>',
    'The harbour office said on Monday that it had tested every bolt of the old bridge, and that it would stay open until the autumn, when the new one should be ready at last.',
  ],
  [
    'the times of a live blog',
    '<p><time>10:42</time> The mayor has arrived.</p><p><time>10:50</time> She speaks.</p>',
    '10:42\n\nThe mayor has arrived.\n\n10:50\n\nShe speaks.',
  ],
])) {
  test(`text from a page keeps ${what}`, async (t) => {
    const person = await visit(t);
    const [first = '', ...rest] = STORY;
    const all = [HEADLINE, first, text, ...rest].join('\n\n');
    const body = `<h1>${HEADLINE}</h1><p>${first}</p>${html}${paragraphs(rest)}`;
    assert.equal(await reads(person, `<title>${HEADLINE}</title><div>${body}</div>`), all);
    await person.pasteFlavours({ 'text/plain': all.replace(/\n+/g, ' '), 'text/html': `<div>${body}</div>` });
    assert.equal(await written(person), all);
  });
}

const again = (/** @type {number} */ times, /** @type {string} */ markup) =>
  Array.from({ length: times }, (_, index) => markup.replace('#', String(index))).join('');

for (const [what, html] of /** @type {[string, string][]} */ ([
  ['lists in each other', again(20_000, '<ul><li>x')],
  ['quotations in each other', again(5000, '<blockquote>x')],
  ['headings without end', again(20_000, '<h2>Old bridge #</h2>')],
  ['data for machines without end', again(20_000, '<script type="application/ld+json">{"headline": "#</script>')],
  ['one name of a megabyte', `<div class="${'x1 '.repeat(300_000)}">${again(500, '<div><p>It rains #</p></div>')}</div>`],
])) {
  test(`a page with ${what} is read without a standstill`, async (t) => {
    const person = await visit(t);
    const longestGap = await person.watchesFrames();
    assert.match(
      await reads(person, `<title>${HEADLINE}</title><h1>${HEADLINE}</h1><div>${paragraphs(STORY)}</div>${html}`),
      /Nobody asked us/,
    );
    const gap = await longestGap();
    t.diagnostic(`longest time without a frame ${Math.round(gap)} ms`);
    assert.ok(gap < STANDSTILL_MS, `the page stood still for ${Math.round(gap)} ms`);
  });
}
