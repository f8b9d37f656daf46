// How fast the analyzer reads in Chromium, beside npm's compromise on the same
// text in the same browser. `cargo xtask bench` runs it.

import { readFile } from 'node:fs/promises';
import { launch } from '../tests/page/launch.js';
import { textOf } from './text.js';

/** Lengths in words, and how often each is measured. */
/** Up to this progress the analyzer cuts and finds attributions (`src/analyzer.rs`). */
const READ = 0.781;
const LENGTHS = [
  [1_000, 31],
  [10_000, 11],
  [30_000, 5],
  [170_000, 3],
];

const here = (/** @type {string} */ path) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

const browser = await launch();
const context = await browser.newContext({ bypassCSP: true });
const page = await context.newPage();
await page.goto(process.env.WHOSAID_URL);
await page.addScriptTag({ content: await here('node_modules/compromise/builds/compromise.js') });

const begun = await page.evaluate(async () => {
  const timed = async (/** @type {() => any} */ work) => {
    const start = performance.now();
    const result = await work();
    return { result, ms: performance.now() - start };
  };
  const compiled = await timed(() => WebAssembly.compileStreaming(fetch('./pkg/whosaid_bg.wasm')));
  const first = [];
  // The second instance finds its code compiled: what its first reading takes is the weights.
  for (const instance of ['first', 'second']) {
    const { default: init, analyze } = await import(`./pkg/whosaid.js?${instance}`);
    const { memory } = await init({ module_or_path: compiled.result });
    first.push((await timed(() => analyze('It rains.'))).ms);
    Object.assign(globalThis, { analyze, memory });
  }
  return { compiled: compiled.ms, first };
});
const [first, second] = begun.first.map((/** @type {number} */ ms) => ms.toFixed(1));
console.log(`fetched and compiled in ${begun.compiled.toFixed(0)} ms; first reading ${first} ms, of a second instance ${second} ms`);
console.log(
  `compromise ${JSON.parse(await here('node_modules/compromise/package.json')).version}: quotations() and people() of the same text`,
);
console.log(
  '   words      bytes         ms  ms / 1,000 words  memory, MB    compromise, ms   ms / 1,000 words: cutting and attributions, speakers and tone',
);
for (const [words, runs] of LENGTHS) {
  const text = textOf(words);
  const { own, other, memory, stages } = await page.evaluate(
    ({ text, runs, READ }) => {
      const median = (/** @type {() => unknown} */ work) => {
        work();
        const times = Array.from({ length: runs }, () => {
          const start = performance.now();
          work();
          return performance.now() - start;
        });
        return times.sort((a, b) => a - b)[runs >> 1];
      };
      /** @type {number[][]} */
      const reached = [];
      const own = median(() => {
        /** @type {number[]} */
        const times = [];
        const start = performance.now();
        let read = start;
        globalThis.analyze(text, (/** @type {number} */ done) => {
          if (done <= READ) read = performance.now();
        });
        times.push(read - start, performance.now() - read);
        reached.push(times);
      });
      const stages = reached[0].map((_, stage) => {
        const times = reached.map((at) => at[stage]);
        return times.sort((a, b) => a - b)[times.length >> 1];
      });
      const memory = globalThis.memory.buffer.byteLength / 2 ** 20;
      const other =
        text.length > 300_000
          ? null
          : median(() => {
              const read = globalThis.nlp(text);
              return [read.quotations().json(), read.people().json()];
            });
      return { own, other, memory, stages };
    },
    { text, runs, READ },
  );
  const columns = [
    String(words).padStart(8),
    String(Buffer.byteLength(text)).padStart(10),
    own.toFixed(1).padStart(10),
    ((own / words) * 1000).toFixed(1).padStart(17),
    memory.toFixed(1).padStart(11),
    (other === null ? '–' : other.toFixed(0)).padStart(17),
    ' ',
    ...stages.map((stage) => ((stage / words) * 1000).toFixed(2).padStart(8)),
  ];
  console.log(columns.join(' '));
}
await browser.close();
