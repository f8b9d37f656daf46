// The worker that owns the analyzer. It is told the compiled program once and
// then answers requests one by one: `{ id, text }` brings `{ id, done }` while
// it reads and `{ id, report }` or `{ id, failure }` at the end.

import init, { analyze } from './pkg/whosaid.js';

/** @type {Promise<unknown>} */
let ready;

addEventListener('message', async ({ data }) => {
  if (data.program) {
    ready = init({ module_or_path: data.program });
    return;
  }
  const { id, text } = data;
  try {
    await ready;
    const report = analyze(text, (/** @type {number} */ done) => postMessage({ id, done }));
    postMessage({ id, report });
  } catch (error) {
    postMessage({ id, failure: String(error) });
  }
});
