// The worker may be slow, stuck or broken; the page goes on and keeps the text.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRIDGE, STANDSTILL_MS, visit } from './person.js';

const MEGABYTE = `${BRIDGE}\n\n`.repeat(Math.ceil((1024 * 1024) / BRIDGE.length));

/** The published name changes with the content. */
const WORKER = /\/worker-[0-9a-f]+\.js$/;

/**
 * Serves another worker than ours, until `repair` is called.
 *
 * @param {string} script
 */
function replacedWorker(script) {
  /** @type {import('playwright-core').Page} */
  let page;
  return {
    /** @param {import('playwright-core').Page} its */
    async prepare(its) {
      page = its;
      await page.route(WORKER, (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
    },
    repair: () => page.unroute(WORKER),
  };
}

const STUCK = 'addEventListener("message", ({ data }) => { if (data.text) for (;;); });';
const THROWING = 'addEventListener("message", ({ data }) => { if (data.text) throw new Error("broken on purpose"); });';
const PANICKING = 'addEventListener("message", ({ data }) => postMessage({ id: data.id, failure: "RuntimeError: unreachable" }));';

test('a megabyte does not freeze the page', async (t) => {
  const person = await visit(t);
  const longestGap = await person.watchesFrames();
  await person.pasteFlavours({ 'text/plain': MEGABYTE });
  // Until all of it is drawn.
  await person.page.locator('#told').filter({ hasText: 'attributions' }).waitFor({ state: 'attached', timeout: 120_000 });
  const gap = await longestGap();
  t.diagnostic(`longest time without a frame ${Math.round(gap)} ms`);
  assert.ok(gap < STANDSTILL_MS, `the page stood still for ${Math.round(gap)} ms`);
});

test('a long reading can be cancelled, and the text stays', async (t) => {
  const stuck = replacedWorker(STUCK);
  const person = await visit(t, { prepare: stuck.prepare });
  await person.pasteFlavours({ 'text/plain': BRIDGE });
  await person.page.getByRole('progressbar', { name: 'Reading the article' }).waitFor();
  await person.press('Cancel');
  await person.seesMessage(/Stopped\. Your text is still here/);
  assert.equal(await person.editor.inputValue(), BRIDGE);

  await stuck.repair();
  await person.press('Read it again');
  await person.seesRows(2);
  ownFilesOnly(person);
});

test('new text does not wait behind a reading that is stuck', async (t) => {
  const stuck = replacedWorker(STUCK);
  const person = await visit(t, { prepare: stuck.prepare });
  await person.pasteFlavours({ 'text/plain': MEGABYTE });
  await person.page.getByRole('progressbar', { name: 'Reading the article' }).waitFor();
  await stuck.repair();
  await person.page.waitForTimeout(1200);
  await person.pasteFlavours({ 'text/plain': BRIDGE });
  await person.seesRows(2);
  ownFilesOnly(person);
});

for (const [what, script] of [
  ['throws', THROWING],
  ['panics', PANICKING],
]) {
  test(`a worker that ${what} costs the worker, not the text`, async (t) => {
    const broken = replacedWorker(/** @type {string} */ (script));
    const person = await visit(t, { prepare: broken.prepare });
    await person.pasteFlavours({ 'text/plain': BRIDGE });
    await person.seesMessage(/Something broke.*Your text is still here/);
    assert.equal(await person.editor.inputValue(), BRIDGE);

    await broken.repair();
    await person.press('Read it again');
    await person.seesRows(2);
    ownFilesOnly(person);
  });
}

/**
 * A worker that starts anew asks for its own script, and for nothing else.
 *
 * @param {import('./person.js').Person} person
 */
function ownFilesOnly(person) {
  for (const url of person.requests) assert.match(url, WORKER);
  person.requests.length = 0;
}
