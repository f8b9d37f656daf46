// Real reports of all our articles are as `docs/report.schema.json` describes
// them. No browser is needed: the analyzer runs in Node.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import init, { analyze } from '../../www/pkg/whosaid.js';

const root = new URL('../../', import.meta.url);

/** @param {string} path */
const content = (path) => readFile(new URL(path, root), 'utf8');

const isSound = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(await content('docs/report.schema.json')));

/** Holds the report of a text against the schema. @param {string} text @param {boolean} keepLines */
function check(text, keepLines) {
  const report = analyze(text, undefined, keepLines);
  assert.ok(isSound(report), JSON.stringify(isSound.errors, null, 2));
  return report;
}

before(async () => {
  await init({ module_or_path: await readFile(new URL('www/pkg/whosaid_bg.wasm', root)) });
});

for (const folder of ['tests/articles/', 'eval/gold/']) {
  for (const name of (await readdir(new URL(folder, root))).filter((name) => name.endsWith('.txt'))) {
    test(`the report of ${folder}${name}`, async () => {
      const text = await content(folder + name);
      const report = check(text, false);
      assert.equal(report.notice, null);
      check(text, true);
    });
  }
}

for (const [text, notice] of [
  ['', 'empty'],
  ['🎉 !!!', 'no_words'],
  ['Переговоры закончились без соглашения.', 'not_english'],
]) {
  test(`the report of a text that is ${notice}`, () => assert.equal(check(text ?? '', false).notice, notice));
}

test('a report of another form is refused', () => {
  const report = check('“We left,” said Ann Lee.', false);
  for (const change of [
    { schema: 1 },
    { layout: null },
    { surprise: 0 },
    { paragraphs: [{ ...report.paragraphs[0], sentences: [[0, 1]] }] },
    { paragraphs: [{ ...report.paragraphs[0], kind: 'title' }] },
    { quotes: [{ ...report.quotes[0], content: [] }] },
    { quotes: [{ ...report.quotes[0], act: 'sung' }] },
  ]) {
    assert.ok(!isSound({ ...report, ...change }), JSON.stringify(change));
  }
});
