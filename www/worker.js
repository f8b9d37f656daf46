// The worker that owns the analyzer. It is told the compiled program once, loads
// the weights, says `{ ready: true }`, and answers requests one by one:
// `{ id, text, keepLines }` brings `{ id, done }` for every hundredth that is read,
// `{ id, list, items }` for the parts of the report's long lists, and
// `{ id, report }` or `{ id, failure }` at the end.

import init, { analyze, load } from './pkg/whosaid.js';

/** A message is unpacked in one go, so a long report comes in parts that leave the page free in between. */
const PART = 250;

/** The smallest progress that is worth a message, as a share of the whole. */
const STEP = 0.01;

const LISTS = /** @type {const} */ (['paragraphs', 'quotes', 'speakers']);

/** @type {(program: WebAssembly.Module) => void} */
let begin;
/** @type {Promise<WebAssembly.Module>} */
const begun = new Promise((resolve) => (begin = resolve));
const ready = begun.then(async (program) => {
  await init({ module_or_path: program });
  load();
});
ready.then(
  () => postMessage({ ready: true }),
  () => {}, // The next request reports it.
);

addEventListener('message', async ({ data }) => {
  if (data.program) return begin(data.program);
  const { id, text, keepLines } = data;
  try {
    await ready;
    let told = Number.NEGATIVE_INFINITY;
    const tell = (/** @type {number} */ done) => {
      if (done < told + STEP && done < 1) return;
      told = done;
      postMessage({ id, done });
    };
    const report = analyze(text, tell, keepLines);
    for (const list of LISTS) {
      for (let start = 0; start < report[list].length; start += PART) {
        postMessage({ id, list, items: report[list].slice(start, start + PART) });
      }
    }
    postMessage({ id, report: { ...report, paragraphs: [], quotes: [], speakers: [] } });
  } catch (error) {
    postMessage({ id, failure: String(error) });
  }
});
