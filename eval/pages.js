// The text that the page takes from each web page in a folder, as it does when
// the file is dropped on it, in the browser in which the page is tested.
//
//     node eval/pages.js FOLDER > texts.json
//     python3 eval/score_pages.py truth.json texts.json
//
// FOLDER has `NAME.html` or `NAME.html.gz`; what is printed is {NAME: text}.

import { readdir, readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { launch } from '../tests/page/launch.js';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node eval/pages.js FOLDER > texts.json');
  process.exit(2);
}

/** No such host is asked: every request is answered from disk or refused. */
const ORIGIN = 'http://page.invalid/';

/** The page itself, its modules and the web pages, by their paths. */
const www = new URL('../www/', import.meta.url);

const browser = await launch();
const page = await browser.newPage();
await page.route('**/*', async (route) => {
  const url = route.request().url();
  if (!url.startsWith(ORIGIN)) return route.abort();
  const path = url.slice(ORIGIN.length);
  if (path === '') return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Pages</title>' });
  if (!path.startsWith('pages/')) return route.fulfill({ contentType: 'text/javascript', body: await readFile(new URL(path, www)) });
  const bytes = await readFile(`${folder}/${path.slice('pages/'.length)}`);
  return route.fulfill({ contentType: 'application/octet-stream', body: path.endsWith('.gz') ? gunzipSync(bytes) : bytes });
});
await page.goto(ORIGIN);

/** @type {Record<string, string>} */
const texts = {};
for (const file of (await readdir(folder)).sort()) {
  const [, name] = file.match(/^(.*)\.html?(?:\.gz)?$/) ?? [];
  if (!name) continue;
  texts[name] = await page.evaluate(
    async ([input, file]) => {
      const { textFromFile } = await import(input);
      const bytes = await (await fetch(file)).arrayBuffer();
      return textFromFile(new File([bytes], 'page.html'));
    },
    [`${ORIGIN}input.js`, `${ORIGIN}pages/${file}`],
  );
}
await browser.close();
console.log(JSON.stringify(texts, null, 1));
