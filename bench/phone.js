// How long somebody with a slow phone waits when they open the page for the
// first time, and how long anybody waits for an article. `cargo xtask bench`
// runs it on the page as it is published, compressed.

import { launch } from '../tests/page/launch.js';
import { textOf } from './text.js';

/** What Lighthouse takes for a slow phone on a slow network; throughput in bytes per second. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
/** How many times slower than this machine. Chromium slows the page's thread only, not its worker. */
const CPU_SLOWDOWN = 4;
const FIRST_VISITS = 3;

const WORDS = 1_000;
const PASTES = 10;
/** A pause in which the reader would notice nothing. */
const REST_MS = 300;

const browser = await launch();

const median = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[values.length >> 1];

/** One first visit, in a browser that has never seen the page: milliseconds from the start of the navigation. */
async function firstVisit() {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await devtools.send('Network.emulateNetworkConditions', NETWORK);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(process.env.WHOSAID_URL, { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('ready').length > 0, null, { timeout: 60_000 });
  const seen = await page.evaluate(() => ({
    painted: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    ready: performance.getEntriesByName('ready')[0].startTime,
    files: performance.getEntriesByType('resource').map(({ name, startTime, responseEnd }) => ({ name, startTime, responseEnd })),
  }));
  await context.close();
  return { ...seen, bytes };
}

/** What pasting takes until the whole result is painted, without any slowing down. */
async function pastes() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(process.env.WHOSAID_URL, { waitUntil: 'networkidle' });
  const text = textOf(WORDS);
  return page.evaluate(
    async ({ text, runs, rest }) => {
      const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
      /** @type {number[]} */
      const long = [];
      new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
      const shown = () => [document.querySelectorAll('#article .text').length, document.querySelectorAll('tbody tr').length].join();
      const paste = () => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      };
      const clear = async () => {
        document.getElementById('clear').click();
        await pause(rest);
      };
      // Tells what the whole result is.
      paste();
      await pause(2000);
      const whole = shown();
      await clear();
      long.length = 0;

      const times = [];
      const first = [];
      // A task after a frame runs when the frame has been painted.
      const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      for (let run = 0; run < runs; run++) {
        const start = performance.now();
        paste();
        do await painted();
        while (document.querySelector('#article .text') === null || document.querySelector('tbody tr') === null);
        first.push(performance.now() - start);
        while (shown() !== whole) await painted();
        times.push(performance.now() - start);
        await pause(rest);
        await clear();
      }
      return { first, times, long: Math.max(0, ...long), whole };
    },
    { text, runs: PASTES, rest: REST_MS },
  );
}

const visits = [];
for (let run = 0; run < FIRST_VISITS; run++) visits.push(await firstVisit());
const seconds = (/** @type {'painted' | 'ready'} */ what) => (median(visits.map((visit) => visit[what])) / 1000).toFixed(2);
console.log(
  `first visit (${CPU_SLOWDOWN}× slower, 1.6 Mbit/s, ${NETWORK.latency} ms; median of ${FIRST_VISITS}; ${visits[0].bytes.toLocaleString('en')} bytes)`,
);
console.log(`  something to see after ${seconds('painted')} s (goal 1.5)`);
console.log(`  ready to read after    ${seconds('ready')} s (goal 8)`);
if (process.env.WHOSAID_FILES) console.table(visits[0].files);
const { first, times, long, whole } = await pastes();
console.log(`an article of ${WORDS} words, not slowed (median of ${PASTES}; paragraphs and rows: ${whole})`);
console.log(`  pasted → window filled ${median(first).toFixed(0)} ms (goal 150), slowest ${Math.max(...first).toFixed(0)} ms`);
console.log(`  … → the whole is there ${median(times).toFixed(0)} ms, slowest ${Math.max(...times).toFixed(0)} ms`);
console.log(`  longest task           ${long.toFixed(0)} ms (goal 50; 0: none above 50)`);
await browser.close();
