// Reports of texts that are written paragraph by paragraph, and a worker that
// answers with one, so that a test of the page does not hang on the analyzer.

/** @typedef {import('../../www/pkg/whosaid.js').Paragraph} Paragraph */
/** @typedef {import('../../www/pkg/whosaid.js').Quote} Quote */
/** @typedef {import('../../www/pkg/whosaid.js').Layout} Layout */
/** @typedef {import('../../www/pkg/whosaid.js').Report} Report */
/** @typedef {import('../../www/pkg/whosaid.js').Span} Span */

/**
 * @typedef {object} Written
 * @property {Paragraph['kind']} kind
 * @property {string} text
 * @property {string} [label] who speaks in it
 * @property {number} [labelIn] index of the paragraph that the label stands in, if not this one
 * @property {string} [said] words of it that somebody with that label says
 * @property {string} [thought] words of it that somebody with that label thinks
 */

/** The published name changes with the content. */
export const WORKER = /\/worker-[0-9a-f]+\.js$/;

/** @type {import('../../www/pkg/whosaid.js').Tone} */
const TONE = { score: 0, label: 'neutral', evidence: [] };

/**
 * A text and its report.
 *
 * @param {Written[]} written
 * @param {Partial<Layout>} layout
 * @returns {[string, Report]}
 */
export function reportOf(written, layout = {}) {
  const text = written.map(({ text }) => text).join('\n\n');
  let end = -2;
  const starts = written.map(({ text }) => {
    const start = end + 2;
    end = start + text.length;
    return start;
  });
  /** @param {number} index @param {string} words @returns {Span} */
  const place = (index, words) => {
    const start = (starts[index] ?? 0) + (written[index]?.text.indexOf(words) ?? 0);
    return [start, start + words.length];
  };
  const names = [...new Set(written.flatMap(({ said, thought, label }) => (said || thought ? [label ?? ''] : [])))];
  const quotes = written.flatMap(({ said, thought, label = '', labelIn }, index) => {
    const words = said ?? thought;
    return words ? [{ index, words, isThought: !said, label, labelIn: labelIn ?? index }] : [];
  });
  return [
    text,
    {
      schema: 2,
      notice: null,
      layout: { lines_joined: 0, omitted: [], conversation: null, ...layout },
      tone: TONE,
      narrator: null,
      quoted: null,
      paragraphs: written.map(({ kind, text, label, labelIn }, index) => ({
        span: place(index, text),
        kind,
        label: label === undefined ? null : place(labelIn ?? index, label),
        sentences: [{ span: place(index, text), tone: null }],
        tone: ['byline', 'dateline', 'credit', 'time'].includes(kind) ? null : TONE,
        narrator: null,
        quoted: null,
      })),
      quotes: quotes.map(({ index, words, isThought, label, labelIn }, id) => ({
        id,
        paragraph: index,
        kind: isThought ? 'indirect' : 'direct',
        act: isThought ? 'thought' : 'said',
        content: [place(index, words)],
        cue: [],
        source: [place(labelIn, label)],
        speakers: [names.indexOf(label)],
        confidence: 0.9,
        rule: 'transcript',
        chain: [],
        tone: null,
      })),
      speakers: names.map((name, id) => ({
        id,
        name,
        kind: 'person',
        role: null,
        mentions: [],
        quotes: quotes.filter(({ label }) => label === name).length,
        words: 5,
        tone: null,
      })),
    },
  ];
}

/**
 * A worker that answers every text with the same report.
 *
 * @param {Written[]} written
 * @param {Partial<Layout>} layout
 */
export function workerFor(written, layout = {}) {
  const [, report] = reportOf(written, layout);
  return `const { paragraphs, quotes, speakers, ...report } = ${JSON.stringify(report)};
addEventListener('message', ({ data: { id, text } }) => {
  if (text === undefined) return postMessage({ ready: true });
  for (const [list, items] of Object.entries({ paragraphs, quotes, speakers })) postMessage({ id, list, items });
  postMessage({ id, report: { ...report, paragraphs: [], quotes: [], speakers: [] } });
});`;
}

/**
 * Serves another worker than ours, until `repair` is called.
 *
 * @param {string} script
 */
export function replacedWorker(script) {
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
