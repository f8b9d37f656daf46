// Long and hostile input takes time in proportion to its length. These modules
// need no browser; what needs one is tested in rich.test.js.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textFromFile, textFromTransfer } from '../../www/input.js';
import { paragraphsOfMarkdown } from '../../www/markdown.js';
import { countWords } from '../../www/reading.js';
import { tamed } from '../../www/tamed.js';

/** Characters of a short text. */
const SHORT = 50_000;

/** How many times longer a long text is. */
const TIMES = 8;

/**
 * How many times longer it may take. Quadratic work
 * would take 64 times as long; the rest is room for a busy machine.
 */
const MOST_GROWTH = 24;

/** What takes less than this many milliseconds is quick enough, however it grows. */
const QUICK_MS = 40;

const RUNS = 3;

/** @param {(text: string) => unknown} work @param {string} text the shortest of several times, in milliseconds */
function timeOf(work, text) {
  let shortest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    work(text);
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}

/** How often growth may be measured: what disturbs a busy machine passes, the square of a length stays. */
const TRIES = 4;

/** @param {(text: string) => unknown} work @param {(length: number) => string} make */
function isLinear(work, make) {
  const tried = [];
  for (let tries = 0; tries < TRIES; tries++) {
    const short = timeOf(work, make(SHORT));
    const long = timeOf(work, make(TIMES * SHORT));
    if (long < QUICK_MS || long < MOST_GROWTH * short) return;
    tried.push(`${short.toFixed(1)} ms for ${SHORT} characters, ${long.toFixed(1)} ms for ${TIMES} times as many`);
    // No noise makes seconds of milliseconds.
    if (long > 1000) break;
  }
  assert.fail(tried.join('; '));
}

/** Text of a length that says one thing again and again. @param {string} unit */
const repeated =
  (unit, before = '', after = '') =>
  (/** @type {number} */ length) =>
    before + unit.repeat(length / unit.length) + after;

/** @type {Record<string, (length: number) => string>} */
const TEXTS = {
  'lines of one paragraph': repeated('It rained on the harbour all day.\n'),
  'very short lines': repeated('a\n'),
  'paragraphs of one letter': repeated('a\n\n'),
  'one line': repeated('It rained on the harbour all day. '),
  'lines that end with two spaces': repeated('a  \n'),
  'lines that end with a backslash': repeated('a\\\n'),
  'lines with a wide gap': repeated(`a${' '.repeat(200)}b\n`),
  'one wide gap': repeated(' ', 'a', 'b'),
  'a title with a wide gap': repeated(' ', '# a', 'b'),
  'a title with number signs': repeated('#', '# a ', 'b'),
  'a title and other line breaks': repeated(' ', '# ', '\u2028b'),
  'an item and other line breaks': repeated(' ', '- ', '\u2028b'),
  'a rule that is none': repeated(' ', '---', 'x'),
  'a rule of dashes that is none': repeated('- ', '', 'x'),
  'the head of a table that is none': repeated('--|', '', 'x'),
  'a table of gaps': repeated('| ', '|'),
  'rows of a table': repeated('|a|b|\n'),
  'white space alone': repeated('\t ', '', 'x'),
  'items of a list': repeated('- a\n'),
  'numbered items': repeated('1. a\n'),
  'lines of a quotation': repeated('> a\n'),
  'quotations in quotations': (length) => Array.from({ length: Math.sqrt(2 * length) }, (_, depth) => `${'>'.repeat(depth)}a`).join('\n'),
  'one deep quotation': repeated('> '),
  'lines of code': repeated('a\n', '```\n'),
  'empty lines of code': repeated('\n', '```\n'),
  'code that begins and begins': repeated('```\na\n'),
  'front matter without an end': repeated('a\n', '---\na: b\n'),
  'comments without an end': repeated('<!--'),
  'backticks alone': repeated('`'),
  'backticks before a text': (length) => '`'.repeat(length / 2) + 'a'.repeat(length / 2),
  'backticks without a counterpart': repeated('``a` '),
  'asterisks alone': repeated('*'),
  'emphasis without an end': repeated(' *a'),
  'strong emphasis without an end': repeated('**a '),
  'emphasis in emphasis': repeated('**a *b '),
  'underscores without an end': repeated(' _a'),
  'tildes without an end': repeated('~~a '),
  'brackets without an end': repeated('['),
  'links without an end': repeated('[a]('),
  'references without an end': repeated('[a]['),
  'pictures without an end': repeated('![a]('),
  'an address full of brackets': repeated('(a)', '[a]('),
  'footnotes without an end': repeated('[^a '),
  'tags without an end': repeated('<a '),
  'addresses without an end': repeated('<http:'),
  'entities without an end': repeated('&#1'),
  'every mark': repeated('*_`[~<&\\|#>'),
};

const markdown = (/** @type {string} */ text) => [...paragraphsOfMarkdown(text)].length;

for (const [what, make] of Object.entries(TEXTS)) test(`Markdown: ${what}`, () => isLinear(markdown, make));

/** @type {Record<string, (length: number) => string>} */
const TAGS = {
  'tags without an end': repeated('<a '),
  'attributes without a value': repeated('on', '<a '),
  'one long attribute': repeated('a', '<a on'),
  'a wide gap after an attribute': repeated(' ', '<a style'),
  'many attributes': repeated('on a ', '<a '),
  'elements in elements': repeated('<div>'),
  'ends alone': repeated('</div>'),
};

for (const [what, make] of Object.entries(TAGS)) test(`HTML: ${what}`, () => isLinear(tamed, make));

for (const what of /** @type {const} */ (['one line', 'very short lines', 'one wide gap', 'every mark'])) {
  test(`words of a text: ${what}`, () => isLinear(countWords, TEXTS[what] ?? repeated('a')));
}

test('pasted text is taken in time with its length', () => {
  // The part of a paste that needs no document: there is no HTML in it.
  const transfer = (/** @type {string} */ text) =>
    textFromTransfer(
      /** @type {DataTransfer} */ ({
        getData: (type) => (type === 'text/plain' ? text : ''),
        types: /** @type {readonly string[]} */ (['text/plain']),
      }),
    );
  assert.equal(transfer('\uFEFFa\r\nb\rc'), 'a\nb\nc');
  isLinear(transfer, repeated('It rained.\r\n'));
});

test('a Markdown file of 4 MB leaves the page free while it is read', async () => {
  const paragraph = 'It *rained* on the harbour all day, and the ferry did not sail.\n\n';
  const file = new File([paragraph.repeat((4 * 1024 * 1024) / paragraph.length)], 'long.md');
  let rests = 0;
  const timer = setInterval(() => rests++, 1);
  const text = await textFromFile(file);
  clearInterval(timer);
  assert.equal(text.split('\n\n').length, Math.floor((4 * 1024 * 1024) / paragraph.length));
  assert.ok(text.startsWith('It rained on'));
  assert.ok(rests > 3, `the page could do something else ${rests} times`);
});
