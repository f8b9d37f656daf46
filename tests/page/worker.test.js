// The worker may be slow, stuck or broken; the page goes on and keeps the text.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BRIDGE, STANDSTILL_MS, visit } from './person.js';
import { replacedWorker, WORKER } from './reports.js';

const MEGABYTE = `${BRIDGE}\n\n`.repeat(Math.ceil((1024 * 1024) / BRIDGE.length));

const STUCK = 'addEventListener("message", ({ data }) => { if (data.text) for (;;); });';
const THROWING = 'addEventListener("message", ({ data }) => { if (data.text) throw new Error("broken on purpose"); });';
const PANICKING = 'addEventListener("message", ({ data }) => postMessage({ id: data.id, failure: "RuntimeError: unreachable" }));';

/** Reads without end, and tells of it as a careless core might. */
const STEPS = [0, 0.2, 0.1, 0.5, 0.5, 0.9, 7, 0.3];
const CARELESS = `addEventListener("message", ({ data }) => {
  if (data.text) ${JSON.stringify(STEPS)}.forEach((done, step) => setTimeout(() => postMessage({ id: data.id, done }), 100 * step));
});`;

test('progress only grows, and begins anew with the next article', async (t) => {
  const careless = replacedWorker(CARELESS);
  const person = await visit(t, { prepare: careless.prepare });
  const bar = person.page.getByRole('progressbar', { name: 'Reading the article' });
  const seen = await person.page.evaluateHandle(() => {
    const progress = /** @type {HTMLProgressElement} */ (document.getElementById('progress'));
    /** @type {number[]} */
    const seen = [];
    new MutationObserver(() => {
      if (progress.value !== seen.at(-1)) seen.push(progress.value);
    }).observe(progress, { attributeFilter: ['value'] });
    return seen;
  });
  const full = () => person.page.waitForFunction((seen) => seen.at(-1) === 1, seen);
  await person.pasteFlavours({ 'text/plain': BRIDGE });
  await person.page.getByRole('status').filter({ hasText: 'Reading the article …' }).waitFor({ state: 'attached' });
  await full();
  assert.equal(await bar.getAttribute('max'), '1');
  // The first is not given up at once, but its progress is not that of the second.
  await person.pasteFlavours({ 'text/plain': `${BRIDGE} And more.` });
  await full();
  const values = await seen.jsonValue();
  const once = [0, 0.2, 0.5, 0.9, 1];
  assert.deepEqual(values[0] === 0 ? values : [0, ...values], [...once, ...once]);
  ownFilesOnly(person);
});

test('a megabyte does not freeze the page', async (t) => {
  const person = await visit(t, {
    prepare: (page) =>
      page.addInitScript(() => {
        const told = Object.assign(window, { told: /** @type {number[]} */ ([]) }).told;
        const listen = Worker.prototype.addEventListener;
        Worker.prototype.addEventListener = function (/** @type {string} */ type, /** @type {any} */ hear) {
          listen.call(this, type, (event) => {
            const { done } = /** @type {MessageEvent} */ (event).data ?? {};
            if (done !== undefined) told.push(done);
            hear(event);
          });
        };
      }),
  });
  const longestGap = await person.watchesFrames();
  await person.pasteFlavours({ 'text/plain': MEGABYTE });
  // Until all of it is drawn.
  await person.page.locator('#told').filter({ hasText: 'attributions' }).waitFor({ state: 'attached', timeout: 120_000 });
  const gap = await longestGap();
  t.diagnostic(`longest time without a frame ${Math.round(gap)} ms`);
  assert.ok(gap < STANDSTILL_MS, `the page stood still for ${Math.round(gap)} ms`);
  // A message for every hundredth is enough.
  const told = await person.page.evaluate(() => /** @type {any} */ (window).told);
  t.diagnostic(`progress was told ${told.length} times`);
  assert.ok(told.length <= 102, `progress was told ${told.length} times`);
  assert.equal(told.at(-1), 1);
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

test('new text does not wait for a reading that is stuck', async (t) => {
  const stuck = replacedWorker(STUCK);
  const person = await visit(t, { prepare: stuck.prepare });
  await person.pasteFlavours({ 'text/plain': MEGABYTE });
  await person.page.getByRole('progressbar', { name: 'Reading the article' }).waitFor();
  await stuck.repair();
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
