// The files that the export menu gives, read back by other eyes than ours.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { TOWN, visit } from './person.js';

/** What a spreadsheet would run, and what breaks a careless table. */
const HOSTILE = `The next line is odd, as every line of a hostile article may be.

@SUM of the parts is what we want, Ann Lee said.

“=HYPERLINK("https://evil.example", 1), or not,” said Omar Haddad.`;

/** @param {import('node:test').TestContext} t */
async function readTown(t, text = TOWN) {
  const person = await visit(t);
  await person.pasteFlavours({ 'text/plain': text });
  const counts = person.page.locator('#counts').filter({ hasText: 'attribution' });
  await person.seesRows(Number.parseInt(/\d+(?= attribution)/.exec((await counts.textContent()) ?? '')?.[0] ?? '', 10));
  return { person, all: await person.readsTable() };
}

/**
 * A reader of CSV as RFC 4180 has it: character by character, so that a stray
 * quotation mark is an error and not a guess.
 *
 * @param {string} text
 */
function parsed(text) {
  /** @type {string[][]} */
  const rows = [];
  let row = [];
  for (let at = 0; at < text.length; ) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        assert.ok(at < text.length, 'a cell never ends');
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') {
          cell += '"';
          at += 1;
        } else break;
      }
      at += 1;
    } else {
      for (; at < text.length && !',\r\n'.includes(text[at] ?? ''); at += 1) cell += text[at];
      assert.ok(!cell.includes('"'), `a bare cell holds a quotation mark: ${cell}`);
    }
    row.push(cell);
    if (text[at] === ',') at += 1;
    else {
      assert.equal(text.slice(at, at + 2), '\r\n');
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

/**
 * The report's word for a kind, which people see as another.
 *
 * @param {string} shown
 */
const kindOf = (shown) => (shown === 'partly quoted' ? 'mixed' : shown);

test('the table as CSV', async (t) => {
  const { person, all } = await readTown(t);
  const { name, content, text } = await person.exports('Table (CSV)');
  assert.equal(name, 'Town-votes-for-a-new-library.csv');
  assert.deepEqual([...content.subarray(0, 3)], [0xef, 0xbb, 0xbf], 'Excel needs the mark of UTF-8');
  const [head, ...rows] = parsed(text.slice(1));
  assert.deepEqual(head, ['paragraph', 'sentence', 'speaker', 'role', 'source', 'cue', 'content', 'kind', 'act', 'tone', 'confidence']);
  assert.deepEqual(
    rows.map(([, , speaker, , , , content, kind, act, , confidence]) => ({
      speaker,
      content,
      kind,
      act,
      sure: speaker === 'unknown' ? 0 : Math.round(Number(confidence) * 100),
    })),
    all.map(({ speakers, said, kind, act, sure }) => ({
      speaker: speakers.join(' and ').replace('Unknown', 'unknown'),
      content: said,
      kind: kindOf(kind),
      act,
      sure,
    })),
  );
  for (const row of rows) assert.equal(row.length, head?.length);
});

test('while filters narrow the table its file holds the rows that are shown, and the menu says so', async (t) => {
  const { person, all } = await readTown(t);
  await person.searches('Haddad');
  const shown = await person.readsTable();
  assert.ok(shown.length > 0 && shown.length < all.length);
  const { text } = await person.exports(`Table (CSV), ${shown.length} of ${all.length} rows`);
  const [, ...rows] = parsed(text.slice(1));
  assert.deepEqual(
    rows.map((row) => row[6]),
    shown.map(({ said }) => said),
  );
  await person.press('Show all');
  assert.equal(parsed((await person.exports('Table (CSV)')).text.slice(1)).length, 1 + all.length);
});

test('no cell of the table is a formula, and none falls apart', async (t) => {
  const { person, all } = await readTown(t, HOSTILE);
  const [, ...rows] = parsed((await person.exports('Table (CSV)')).text.slice(1));
  assert.equal(rows.length, all.length);
  const contents = rows.map((row) => row[6] ?? '');
  assert.ok(contents.includes("'@SUM of the parts is what we want"), contents.join('\n'));
  assert.ok(contents.some((cell) => cell.includes('"https://evil.example", 1)')));
  for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[=+@\t\r]|^-(?!\d)/);
});

test('the report as JSON', async (t) => {
  const { person, all } = await readTown(t);
  const { name, text } = await person.exports('Report (JSON)');
  assert.equal(name, 'Town-votes-for-a-new-library.json');
  const report = JSON.parse(text);
  assert.deepEqual(Object.keys(report).sort(), [
    'layout',
    'narrator',
    'notice',
    'offsets',
    'paragraphs',
    'quoted',
    'quotes',
    'schema',
    'speakers',
    'text',
    'tone',
  ]);
  assert.deepEqual([report.schema, report.offsets, report.text], [2, 'utf16', TOWN]);
  const slice = (/** @type {[number, number]} */ [start, end]) => report.text.slice(start, end);
  assert.deepEqual(
    report.paragraphs.map((/** @type {any} */ { span }) => slice(span)),
    TOWN.split('\n\n'),
  );
  assert.deepEqual(
    report.quotes.map((/** @type {any} */ { id, kind, act, content, speakers, confidence }) => ({
      number: id + 1,
      speakers: speakers.length > 0 ? speakers.map((/** @type {number} */ speaker) => report.speakers[speaker].name) : ['Unknown'],
      said: content.map(slice).join(' … '),
      kind,
      act,
      sure: speakers.length > 0 ? Math.round(confidence * 100) : 0,
    })),
    all.map(({ tone: _, kind, ...row }) => ({ ...row, kind: kindOf(kind) })),
  );

  // A link with the results only holds less text; its spans point into that.
  const receiver = await visit(t, { hash: new URL(await person.copiesLink('Copy results link')).hash });
  await receiver.row('a sad farce').waitFor();
  const partial = JSON.parse((await receiver.exports('Report (JSON)')).text);
  assert.doesNotMatch(partial.text, /gramophone/);
  assert.deepEqual(
    partial.quotes.map((/** @type {any} */ { content }) =>
      content.map((/** @type {[number, number]} */ [start, end]) => partial.text.slice(start, end)).join(' … '),
    ),
    all.map(({ said }) => said),
  );
});

test('the summary as Markdown', async (t) => {
  const { person, all } = await readTown(t);
  const { name, text } = await person.exports('Summary (Markdown)');
  assert.equal(name, 'Town-votes-for-a-new-library.md');
  assert.match(text, /^# Town votes for a new library\n/);
  const tables = text
    .split('\n## ')
    .slice(1)
    .map((section) =>
      section
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .map((line) => line.slice(2, -2).split(' | ')),
    );
  const [said, speakers, tone] = tables;
  assert.deepEqual(
    said?.slice(2).map(([, who, what, how]) => [who, what, how?.match(/\(([\w, ]+)\)$/)?.[1]]),
    all.map((row) => [
      row.speakers.join(' and ').replace('Unknown', 'unknown'),
      row.said,
      row.act === 'said' ? row.kind : `${row.kind}, ${row.act}`,
    ]),
  );
  assert.equal(speakers?.length, 2 + new Set(all.flatMap((row) => row.speakers)).size);
  assert.equal(tone?.length, 2 + TOWN.split('\n\n').length);
});

test('the marked article opens without a network, and runs nothing', async (t) => {
  const { person, all } = await readTown(t);
  const { name, text } = await person.exports('Marked article (HTML)');
  assert.equal(name, 'Town-votes-for-a-new-library.html');
  const folder = await mkdtemp(join(tmpdir(), 'whosaid-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), text);

  const reader = await visit(t, { address: pathToFileURL(join(folder, name)).href, prepare: (page) => page.context().setOffline(true) });
  const { page } = reader;
  assert.equal(await page.title(), 'Town votes for a new library');
  assert.equal(await page.locator('script, link, img, iframe, object, [onclick], [onload], [onerror]').count(), 0);
  assert.equal(await page.locator('article sup').count(), all.length);
  assert.equal(await page.locator('tbody tr').count(), all.length);
  const pieces = all.flatMap(({ said }) => said.split(' … '));
  assert.deepEqual(await page.locator('article mark').allTextContents(), pieces);
  // It is styled in spite of its policy.
  const mark = page.locator('mark.direct').first();
  assert.notEqual(await mark.evaluate((mark) => getComputedStyle(mark).backgroundColor), 'rgba(0, 0, 0, 0)');
  assert.match((await mark.getAttribute('title')) ?? '', /Ann Lee/);
  await page.locator('article sup a').last().click();
  assert.match(page.url(), /#row-\d+$/);
});

test('paper gets the article, the table, the people and the pictures', async (t) => {
  const { person } = await readTown(t);
  await person.page.evaluate(() => {
    const counter = Object.assign(window, { printed: 0 });
    window.print = () => {
      counter.printed += 1;
    };
  });
  await person.press('Export');
  await person.press('Print or PDF');
  assert.equal(await person.page.evaluate(() => /** @type {any} */ (window).printed), 1);
  assert.equal(await person.page.locator('#exports').isVisible(), false);

  const pdf = await person.page.pdf();
  assert.equal(pdf.subarray(0, 5).toString('latin1'), '%PDF-');
  // Making it has drawn what had not been looked at.
  await person.page.emulateMedia({ media: 'print' });
  for (const part of [
    person.marks.first(),
    person.row('a sad farce'),
    person.cards.first(),
    person.page.getByRole('img', { name: /^Share of voice/ }),
  ]) {
    assert.equal(await part.isVisible(), true, String(part));
  }
  // What can only be pressed is there, and not printed.
  for (const name of ['Share', 'Export', 'Show only these of Ann Lee', 'Save as PNG of “Share of voice”']) {
    const button = person.page.getByRole('button', { name, exact: true, includeHidden: true });
    assert.equal(await button.count(), 1, name);
    assert.equal(await button.isVisible(), false, name);
  }
  const search = person.page.getByRole('search', { includeHidden: true });
  assert.equal(await search.count(), 1);
  assert.equal(await search.isVisible(), false);
});

test('paper gets the scores beside the paragraphs, and nothing that only was open on the screen', async (t) => {
  const { person } = await readTown(t);
  const tone = person.page.getByRole('button', { name: /^Tone of paragraph 2/ });
  await tone.press('Enter');
  const why = person.page.locator('#article .why');
  assert.equal(await why.isVisible(), true);
  const ring = () => tone.evaluate((button) => getComputedStyle(button).outlineStyle);
  assert.equal(await ring(), 'solid');
  await person.page.emulateMedia({ media: 'print' });
  // As wide as a sheet of paper.
  await person.page.setViewportSize({ width: 700, height: 1000 });
  assert.equal(await why.isVisible(), false);
  assert.equal(await ring(), 'none');
  assert.equal(await tone.locator('.score').isVisible(), true);
  const [score, text] = [await tone.boundingBox(), await person.page.locator('#article .text').nth(1).boundingBox()];
  assert.ok(score && text && score.x + score.width <= text.x, 'the score stands beside the text');
});

test('the menu stays on a small screen, closes by Escape and by a press elsewhere', async (t) => {
  const person = await visit(t, { viewport: { width: 360, height: 640 } });
  await person.pasteFlavours({ 'text/plain': TOWN });
  await person.marks.first().waitFor();
  const menu = person.page.locator('#exports');
  await person.press('Export');
  const box = await menu.boundingBox();
  assert.ok(box && box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
  await person.page.keyboard.press('Escape');
  assert.equal(await menu.isVisible(), false);
  await person.press('Export');
  await person.page.locator('.masthead h1').click();
  assert.equal(await menu.isVisible(), false);
});
