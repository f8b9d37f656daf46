// The page without a network: kept by the browser, or as one file from a disk.
// And what else the service worker does: it takes what other apps share, and
// keeps nothing of it.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BRIDGE, visit } from './person.js';

/** @typedef {import('./person.js').Person} Person */

const dist = process.env.WHOSAID_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));

/** The path of the page, as on hosts that serve many. */
const PATH = '/papers/whosaid/';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.txt': 'text/plain',
  '.webmanifest': 'application/manifest+json',
};

/**
 * A host of the page that can publish a new version, and go down. It knows what
 * it was asked, by the service worker too.
 *
 * @param {import('node:test').TestContext} t
 */
async function host(t) {
  /** @type {Map<string, string>} */
  const changed = new Map();
  /** @type {string[]} */
  const asked = [];
  const server = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { pathname } = new URL(request.url ?? '', 'http://host');
    const name = pathname.slice(PATH.length) || 'index.html';
    const content = pathname.startsWith(PATH) ? (changed.get(name) ?? (await readFile(join(dist, name)).catch(() => null))) : null;
    response.writeHead(content === null ? 404 : 200, {
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
      'cache-control': 'no-store',
    });
    response.end(content);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const goDown = () => {
    server.close();
    server.closeAllConnections();
  };
  t.after(goDown);
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const publish = async () => {
    const worker = await readFile(join(dist, 'sw.js'), 'utf8');
    changed.set('sw.js', worker.replace(/version:"\w+"/, 'version:"next"'));
    const page = await readFile(join(dist, 'index.html'), 'utf8');
    changed.set('index.html', page.replace('<title>', '<title>Next '));
  };
  return { address: `http://127.0.0.1:${port}${PATH}`, asked, publish, goDown };
}

/** @param {Person} person */
async function isInstalled(person) {
  await person.page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state === 'activated') return;
    await new Promise((resolve) => active?.addEventListener('statechange', resolve));
  });
}

/** What the browser keeps: the names of the files, and all their words. @param {Person} person */
async function kept(person) {
  return person.page.evaluate(async () => {
    /** @type {string[]} */
    const files = [];
    let words = '';
    const names = await caches.keys();
    for (const name of names) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        files.push(new URL(request.url).pathname);
        words += request.url + (await (await cache.match(request))?.text());
      }
    }
    return { names, files, words };
  });
}

test('from the second visit on the page needs no network', async (t) => {
  const { address, goDown } = await host(t);
  const person = await visit(t, { address });
  await isInstalled(person);
  goDown();
  await person.page.context().setOffline(true);
  for (const way of ['', '?from=home', 'index.html']) {
    await person.page.goto(address + way);
    await person.paste(BRIDGE);
    await person.seesRows(2);
    await person.press('Clear');
    await person.press('Try an example');
    await person.row('We came here as neighbours').waitFor();
  }
  person.requests.length = 0;
});

test('only the page’s own files are kept', async (t) => {
  const { address } = await host(t);
  const person = await visit(t, { address });
  await isInstalled(person);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  await person.copiesLink();
  const { names, files, words } = await kept(person);
  assert.equal(names.length, 1);
  const own = (await readdir(dist)).filter((name) => !/^\.|\.png$|\.svg$|^sw\.js$|^whosaid\.html$/.test(name));
  assert.deepEqual(files.sort(), own.map((name) => PATH + (name === 'index.html' ? '' : name)).sort());
  assert.doesNotMatch(words, /Nobody there believes|#v1=\w/);
});

test('a new version waits until the reader wants it, and the text goes along', async (t) => {
  const { address, publish } = await host(t);
  const person = await visit(t, { address });
  await isInstalled(person);
  await person.paste(BRIDGE);
  await person.seesRows(2);
  await publish();
  await person.page.evaluate(async () => void (await navigator.serviceWorker.getRegistration())?.update());
  await person.seesMessage(/A new version is ready/);
  assert.match(await person.page.title(), /^Whosaid/);

  await person.press('Reload');
  await person.page.waitForFunction(() => document.title.startsWith('Next'));
  await person.seesRows(2);
  assert.deepEqual((await kept(person)).names, [`whosaid ${address} next`]);
  person.requests.length = 0;
});

test('what another app shares is read on the device and not kept', async (t) => {
  const { address, asked } = await host(t);
  const person = await visit(t, { address });
  await isInstalled(person);
  const before = [...asked];
  await share(person, address, {
    title: 'Old bridge to stay open',
    text: BRIDGE.split('\n\n').slice(1).join('\r\n\r\n'),
    url: 'https://news.example/',
  });
  await person.seesRows(2);
  assert.deepEqual(await person.readsArticle(), BRIDGE.split('\n\n'));
  assert.doesNotMatch((await kept(person)).words, /Nobody there believes/);
  const since = asked.slice(before.length).filter((request) => request !== `GET ${PATH}sw.js`);
  assert.deepEqual(since, [], 'a share reached the host');

  await share(person, address, {}, BRIDGE);
  await person.seesRows(2);
  assert.deepEqual(await person.readsArticle(), BRIDGE.split('\n\n'));
  person.requests.length = 0;
});

test('what is too long to be shared is answered with a reason', async (t) => {
  const { address } = await host(t);
  const person = await visit(t, { address });
  await isInstalled(person);
  await share(person, address, {}, 'It rains. '.repeat(300_000));
  await person.page.getByText('too long to be shared').waitFor();
  await person.page.getByRole('link', { name: 'Open Whosaid' }).click();
  await person.page.getByRole('textbox').waitFor();
  await person.page.waitForLoadState('networkidle');
  await person.paste(BRIDGE);
  await person.seesRows(2);
  person.requests.length = 0;
  person.complaints.length = 0;
});

/**
 * Shares as a system does: a form is sent to the address in the manifest.
 *
 * @param {Person} person
 * @param {string} address
 * @param {Record<string, string>} fields
 * @param {string} file
 */
async function share({ page }, address, fields, file = '') {
  const manifest = JSON.parse(await readFile(join(dist, 'manifest.webmanifest'), 'utf8')).share_target;
  await page.goto('about:blank');
  await page.setContent('<form method="post" enctype="multipart/form-data"><input type="file" name="files"></form>');
  if (file) await page.locator('input').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from(file) });
  await page.evaluate(
    ({ action, fields }) => {
      const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
      form.action = action;
      for (const [name, value] of Object.entries(fields)) {
        const field = document.createElement('textarea');
        Object.assign(field, { name, value });
        form.append(field);
      }
      form.submit();
    },
    { action: address + manifest.action, fields },
  );
}

test('the page in one file reads from a disk and asks for nothing', async (t) => {
  const address = pathToFileURL(join(dist, 'whosaid.html')).href;
  /** @type {string[]} */
  const requests = [];
  const person = await visit(t, {
    address,
    prepare: async (page) => {
      await page.context().setOffline(true);
      page.on('request', (request) => requests.push(request.url()));
    },
  });
  await person.press('Try an example');
  await person.row('We came here as neighbours').waitFor();
  await person.pasteFlavours({ 'text/plain': BRIDGE });
  await person.row('Nobody there believes').waitFor();
  await person.seesRows(2);
  await person.copiesLink();
  assert.match(person.page.url(), /whosaid\.html#v1=/);
  const others = requests.filter((url) => url !== address && !/^(blob|data):/.test(url));
  assert.deepEqual(others, []);
  person.requests.length = 0;
});
