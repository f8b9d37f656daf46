// Articles from other pages and programs: what stands around them stays out,
// nothing of them is lost, and nothing in them does anything.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRIDGE, STANDSTILL_MS, visit } from './person.js';

const STORY = `${BRIDGE}

Harbour fees

She said that the fees had risen by a third since the spring. Ships now wait for hours.

“Nobody asked us,” said Bea Moss, who has worked on the ferry for 20 years. “Not once.”`;

const LINES = STORY.split('\n\n');

/** A page as newspapers make them, with everything that stands around an article. */
const NEWS = `<!doctype html><html><head><title>Old bridge | The Daily Ferry</title><style>p { color: red }</style></head><body class="has-sidebar share-of-voice">
<header role="banner"><a href="/">The Daily Ferry</a><nav><ul><li><a href="/a">Home</a><li><a href="/b">Sport</a></ul></nav></header>
<div class="cookie-notice"><p>We use cookies to make this page better.</p><button>Accept all</button></div>
<main><article class="post has-sidebar">
<h1>${LINES[0]}</h1>
<div class="article-share-buttons"><a href="#f">Facebook</a> <a href="#x">Share on X</a></div>
<figure><img alt="" src="https://tracker.example/bridge.jpg"><figcaption>The bridge at dawn.</figcaption></figure>
<p>${LINES[1]}</p>
<p style="display: none">Hidden words for machines.</p>
<div class="share-of-voice"><p>${LINES[2]}</p></div>
<p>Advertisement</p>
<div class="inline-newsletter"><h3>The morning post</h3><p>All the news of the harbour, every day at six.</p><form><input name="mail"><button>Sign up</button></form></div>
<p><strong>Read more: </strong><a href="/c">Ferry fares to rise again</a></p>
<h2>${LINES[3]}</h2>
<p>${LINES[4]?.replace('the fees', '<a href="/fees">the fees</a>')}</p>
<ul class="wp-block-list"><li>${LINES[5]}</li></ul>
<aside class="related"><h3>Related</h3><ul><li><a href="/d">Mayor opens fair</a></ul></aside>
<h3>Most read</h3><ol><li><a href="/e">Cat crosses bridge</a></li><li><a href="/f">Ten walks by the water.</a></li></ol>
</article>
<article><h3><a href="/g">Another story altogether</a></h3></article></main>
<section id="comments"><p>First! I never liked that bridge, and I never will.</p></section>
<footer>© 2026 The Daily Ferry</footer></body></html>`;

/** What a browser puts on the clipboard as plain text for the whole page. */
const NEWS_SEEN = [
  'The Daily Ferry',
  'Home',
  'Sport',
  'We use cookies to make this page better.',
  ...LINES,
  'Read more: Ferry fares to rise again',
  'Most read',
  'Cat crosses bridge',
].join('\n\n');

test('a paste from a news page is the article alone', async (t) => {
  const person = await visit(t);
  await person.pasteFlavours({ 'text/plain': NEWS_SEEN, 'text/html': NEWS });
  await person.row('Nobody asked us').waitFor();
  assert.deepEqual(await person.readsArticle(), LINES);
});

test('a saved news page is the article alone', async (t) => {
  const person = await visit(t);
  await person.drop('bridge.htm', NEWS);
  await person.row('Nobody asked us').waitFor();
  assert.deepEqual(await person.readsArticle(), LINES);
});

const loose = LINES.map((line) => `<div>${line}</div>`).join('');

for (const [what, html] of /** @type {[string, string][]} */ ([
  ['a page that calls its body a sidebar', `<body class="sidebar related"><div class="promo">${loose}</div></body>`],
  ['a page inside a form', `<form><div hidden>Loading</div>${loose}</form>`],
  ['a headline outside the article', `<header><h1>${LINES[0]}</h1></header><article>${loose.replace(/<div>.*?<\/div>/, '')}</article>`],
  ['a teaser marked up as the only article', `${loose}<article><a href="/x">Cat crosses bridge</a></article>`],
  ['a live blog', `<main>${LINES.map((line) => `<article><p>${line}</p></article>`).join('')}</main>`],
  ['two line breaks between paragraphs', `<div>${LINES.join('<br>\n<br>')}</div>`],
  ['line breaks that its style keeps', `<div><span style="white-space: pre-wrap">${STORY}</span></div>`],
  ['a table for a layout', `<table><tr><td><a href="/">Home</a></td><td>${loose}</td></tr></table>`],
  ['elements nested without end', `${'<div>'.repeat(100_000)}${loose}`],
])) {
  test(`nothing is lost of ${what}`, async (t) => {
    const person = await visit(t);
    await person.drop('page.html', `<title>News</title>${html}`);
    await person.row('Nobody asked us').waitFor();
    assert.deepEqual(await person.readsArticle(), LINES);
  });
}

/** Markup again and again, with the number of each time in the place of `#`. */
const again = (/** @type {number} */ times, /** @type {string} */ markup) =>
  Array.from({ length: times }, (_, index) => markup.replace('#', String(index))).join('');

// For these the parser, or a careless walk through its tree, would be quadratic.
for (const [what, html] of /** @type {[string, string][]} */ ([
  ['formatting that never ends', again(4000, '<font size=#><p>&nbsp;')],
  ['elements that end in themselves and do not', again(20_000, '<b/><div/>')],
  ['ruby texts in each other', again(20_000, '<rt>x')],
  ['bodies that add attributes', again(60_000, '<body a#>')],
  ['captions of one figure', `<figure>${again(20_000, '<figcaption></figcaption>')}</figure>`],
])) {
  test(`the page goes on and reads a file with ${what}`, async (t) => {
    const person = await visit(t);
    const longestGap = await person.watchesFrames();
    await person.drop('page.html', `<article>${loose}</article>${html}`);
    await person.row('Nobody asked us').waitFor();
    const gap = await longestGap();
    t.diagnostic(`longest time without a frame ${Math.round(gap)} ms`);
    assert.ok(gap < STANDSTILL_MS, `the page stood still for ${Math.round(gap)} ms`);
    assert.deepEqual((await person.readsArticle()).slice(0, LINES.length), LINES);
  });
}

for (const [what, html] of /** @type {[string, string][]} */ ([
  ['a dialog that can be closed', `<dialog open>${loose}</dialog>`],
  ['fields named like what is asked of a form', `<form><input name="close"><input name="getAttribute"><input id="tagName">${loose}</form>`],
])) {
  test(`nothing is lost of ${what}`, async (t) => {
    const person = await visit(t);
    await person.drop('page.html', html);
    await person.row('Nobody asked us').waitFor();
    assert.deepEqual(await person.readsArticle(), LINES);
  });
}

test('a quotation in a figure keeps its words and its name', async (t) => {
  const person = await visit(t);
  await person.drop(
    'page.html',
    `<p>It rained on the harbour all day.</p><figure><blockquote><p>“We left at dawn.”</p></blockquote><figcaption>— Ann Lee</figcaption></figure><p><q>It was cold</q>, said Omar Haddad.</p>`,
  );
  await person.row('It was cold').waitFor();
  assert.deepEqual(await person.readsArticle(), [
    'It rained on the harbour all day.',
    '“We left at dawn.”',
    '— Ann Lee',
    '“It was cold”, said Omar Haddad.',
  ]);
  assert.match(await person.page.locator('#article blockquote').innerText(), /“We left at dawn\.”/);
});

test('a paste from Google Docs', async (t) => {
  const person = await visit(t);
  const paragraphs = LINES.map(
    (line) => `<p dir="ltr" style="line-height:1.38;"><span style="font-family:Arial;white-space:pre-wrap;">${line}</span></p>`,
  );
  await person.pasteFlavours({
    'text/plain': STORY.replaceAll('\n\n', '\n'),
    'text/html': `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1f">${paragraphs.join('<br />')}</b><br class="Apple-interchange-newline">`,
  });
  await person.row('Nobody asked us').waitFor();
  assert.deepEqual(await person.readsArticle(), LINES);
});

test('a paste from Word', async (t) => {
  const person = await visit(t);
  const bullet = '<![if !supportLists]><span style="mso-list:Ignore">·<span style="font:7.0pt Times">&nbsp;&nbsp; </span></span><![endif]>';
  const paragraphs = LINES.map(
    (line) =>
      `<p class=MsoNormal style='mso-list:l0 level1'>${bullet}<span lang=EN-GB>${line.replaceAll(' said', '\r\nsaid')}<o:p></o:p></span></p>`,
  );
  await person.pasteFlavours({
    'text/plain': LINES.map((line) => `·\t${line}`).join('\r\n'),
    'text/html': `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><!--[if gte mso 9]><xml><o:p>no text</o:p></xml><![endif]--><style><!-- p.MsoNormal {margin:0} --></style></head><body lang=EN-GB><!--StartFragment-->${paragraphs.join('\r\n')}<!--EndFragment--></body></html>`,
  });
  await person.row('Nobody asked us').waitFor();
  assert.deepEqual(await person.readsArticle(), LINES);
});

test('a paste from a code editor is its plain text', async (t) => {
  const person = await visit(t);
  const lines = STORY.split('\n').map((line) => `<div><span style="color: #d4d4d4;">${line || '&nbsp;'}</span></div>`);
  await person.pasteFlavours({
    'text/plain': STORY.replace('She said that the fees had', 'She said that the fees had\n'),
    'text/html': `<meta charset='utf-8'><div style="color: #d4d4d4;font-family: 'Fira Code', Consolas, monospace;line-height: 19px;white-space: pre;">${lines.join('')}</div>`,
  });
  await person.row('Nobody asked us').waitFor();
  assert.equal((await person.readsArticle()).length, LINES.length);
});

test('a Markdown file is read without its marks', async (t) => {
  const person = await visit(t);
  const markdown = `---
title: Bridge
---
# Old bridge to stay open #

<!-- not for readers -->
![The bridge](bridge.jpg)

> “The bridge is **safe**,” said
> [Ann Lee](https://example.org/a_(b) "Engineer"). “We tested *every* bolt.”

Fees\\* rose by 5 * 3 per cent, and the **ferry *line*** paid
2. No one says f*** here.[^1] [It] was a snake_case_name.

- “Nobody asked us,” said Bea Moss.
- It rained &mdash; again.

[^1]: A note.
[ref]: https://example.org
`;
  await person.drop('bridge.md', markdown);
  await person.row('Nobody asked us').waitFor();
  assert.deepEqual(await person.readsArticle(), [
    'Old bridge to stay open',
    '“The bridge is safe,” said Ann Lee. “We tested every bolt.”',
    'Fees* rose by 5 * 3 per cent, and the ferry line paid 2. No one says f*** here. [It] was a snake_case_name.',
    '“Nobody asked us,” said Bea Moss.',
    'It rained — again.',
    'A note.',
  ]);
});

test('hostile HTML does nothing and asks for nothing', async (t) => {
  const person = await visit(t);
  await person.page.exposeFunction('pwned', () => person.complaints.push('a script ran'));
  const hostile = `<base href="https://evil.example/"><link rel="stylesheet" href="https://evil.example/a.css"><meta http-equiv="refresh" content="0;url=https://evil.example/">
<script>pwned()</script><style>@import "https://evil.example/b.css";</style>
<img src="https://evil.example/p.gif" onerror="pwned()"><svg onload="pwned()"><script>pwned()</script><image href="https://evil.example/i.png"/></svg>
<iframe src="https://evil.example/" srcdoc="<script>parent.pwned()</script>"></iframe><object data="https://evil.example/o"></object><video src="https://evil.example/v" autoplay></video>
<p onclick="pwned()" style="background: url(https://evil.example/bg)">“<a href="javascript:pwned()">The bridge</a> is &lt;img src=x onerror=pwned()&gt; safe,” said Ann Lee.</p>
<details open ontoggle="pwned()"><p>It rained on the harbour.</p></details>`;
  await person.pasteFlavours({ 'text/html': hostile });
  await person.seesRows(1);
  assert.deepEqual(await person.readsArticle(), [
    '“The bridge is <img src=x onerror=pwned()> safe,” said Ann Lee.',
    'It rained on the harbour.',
  ]);
  await person.drop('hostile.html', hostile);
  await person.seesRows(1);
  await person.page.waitForTimeout(300);
});

test('the name of a file is text', async (t) => {
  const person = await visit(t);
  await person.drop('<img src=x onerror=alert(1)>.png', [0x89, 0x50], 'image/png');
  await person.seesMessage(/“<img src=x onerror=alert\(1\)>\.png” is neither/);
  assert.equal(await person.page.locator('#message img').count(), 0);
});

test('a text of more than 5 MB is refused with a reason', async (t) => {
  const person = await visit(t);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  const huge = 'It rained on the harbour. '.repeat(210_000);
  const forgets = () => person.message.evaluate((line) => line.replaceChildren());
  await person.pasteFlavours({ 'text/plain': huge, 'text/html': `<p>${huge}</p>` });
  await person.seesMessage(/larger than 5 MB/);
  await forgets();
  await person.pasteFlavours({ 'text/html': `<p>${huge}</p>` });
  await person.seesMessage(/larger than 5 MB/);
  await forgets();
  await person.drop('huge.txt', huge);
  await person.seesMessage(/“huge\.txt” is larger than 5 MB/);
  await person.seesRows(2);
  assert.deepEqual(await person.readsArticle(), BRIDGE.split('\n\n'));
});

test('a page that can be used after 5 MB were pasted', async (t) => {
  const person = await visit(t);
  const paragraph = `${BRIDGE}\n\n`;
  const big = paragraph.repeat(Math.floor((5 * 1024 * 1024) / paragraph.length));
  await person.pasteFlavours({ 'text/plain': big, 'text/html': big.replaceAll(/(.+)\n\n/g, '<p>$1</p>') });
  await person.page.getByRole('progressbar', { name: 'Reading the article' }).waitFor();
  const longestGap = await person.watchesFrames();
  await person.page.waitForTimeout(1200);
  const gap = await longestGap();
  assert.ok(gap < STANDSTILL_MS, `the page stood still for ${Math.round(gap)} ms`);
  assert.equal(await person.rows.count(), 0, 'the long text is still being read');
  await person.pasteFlavours({ 'text/plain': STORY });
  await person.row('Nobody asked us').waitFor();
  assert.deepEqual(await person.readsArticle(), LINES);
  // The reading of the long text was stopped, and its worker starts anew.
  const { origin } = new URL(person.page.url());
  for (const url of person.requests) assert.ok(url.startsWith(origin) && url.endsWith('.js'), url);
  person.requests.length = 0;
});
