// The marked article as a page of its own, for a colleague or for paper. It
// holds no script, loads nothing, and forbids itself to; every word of the
// article goes through `text`, which leaves no markup in it.

import { manner, THOUGHT } from './act.js';
import { groups, parts } from './kinds.js';
import { headline, oneLine } from './line.js';
import { endsIn } from './reading.js';
import { cut } from './segments.js';
import { signed } from './tone.js';

/** @typedef {import('./pkg/whosaid.js').Tone} Tone */
/** @typedef {import('./reading.js').Reading} Reading */

/** @typedef {import('./reading.js').Attributed} Attributed */

/** @type {Record<Tone['label'], string>} */
const SIGNS = { positive: '▲', negative: '▼', mixed: '◆', neutral: '–' };

const STYLE = `
:root { color-scheme: light dark; --ink: #23201c; --paper: #fffdf8; --muted: #645d52; --rule: #dcd5c6; --direct: #ffe894; --indirect: #f9f0cf; --cue: #7d6410; --positive: #14579c; --negative: #a8430b; --mixed: #6a4691; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9e3d7; --paper: #1a1815; --muted: #a9a194; --rule: #38342d; --direct: #57470f; --indirect: #383019; --cue: #d8b64a; --positive: #84bbf2; --negative: #f2a273; --mixed: #c8aae6; } }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1.25rem; background: var(--paper); color: var(--ink); font: 1.05rem/1.6 Georgia, "Noto Serif", serif; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; break-after: avoid; }
.tone { margin-right: 0.5em; color: var(--muted); font: 0.75rem/1 system-ui, sans-serif; white-space: nowrap; user-select: none; }
.positive { color: var(--positive); } .negative { color: var(--negative); } .mixed-tone { color: var(--mixed); }
mark, .said { color: inherit; text-decoration: underline 2px var(--cue); text-underline-offset: 0.22em; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.direct { background: var(--direct); } .mixed { background: var(--indirect); text-decoration-style: dashed; } .indirect { background: var(--indirect); text-decoration-style: dotted; }
.source { font-weight: bold; } .cue { font-style: italic; }
sup { font: 0.65rem/1 system-ui, sans-serif; } a { color: inherit; }
.byline, .dateline, .caption, .credit, .time, .notes, .aside, .key, .how, footer { color: var(--muted); font-size: 0.9rem; }
ul { padding-left: 1.5rem; list-style: none; } li { margin: 0.4rem 0; } .marker { color: var(--muted); }
.name { font-weight: bold; } .names { color: var(--muted); font-size: 0.9rem; } .question { font-weight: 600; font-family: system-ui, sans-serif; }
blockquote { margin: 1.2rem 0; padding-left: 1.2rem; border-left: 3px solid var(--rule); } blockquote.pull { border-color: var(--cue); font-size: 1.2rem; font-style: italic; }
blockquote.post { padding: 0.2rem 1.2rem; border: 1px solid var(--rule); border-radius: 10px; } figure { margin: 1.2rem 0; }
table { width: 100%; border-collapse: collapse; font: 0.88rem/1.45 system-ui, sans-serif; }
th, td { padding: 0.45rem 0.7rem 0.45rem 0; border-top: 1px solid var(--rule); text-align: left; vertical-align: top; }
th, td:last-child { white-space: nowrap; } tr { break-inside: avoid; } td .tone { margin: 0; }
:target { outline: 2px solid var(--cue); }
@media print { body { max-width: none; margin: 0; } }
`;

/**
 * A whole HTML document: the article with its attributions marked and numbered,
 * and the table of who said what. An article without a headline gets the title
 * for one.
 *
 * @param {Reading} reading
 * @param {string} title
 */
export async function annotatedHtml(reading, title = '') {
  const { paragraphs, quotes, notice } = reading.report;
  const layers = reading.attributed();
  const article = groups(reading).map((group) => together(group, layers, reading));
  const headed = paragraphs[0]?.kind === 'heading';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${await source(STYLE)}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${text(oneLine(title) || headline(reading))}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="key">Marked: <span class="said direct">word for word</span>, <span class="said mixed">partly quoted</span>, <span class="said indirect">reported</span>; <span class="source">who</span> <span class="cue">says so</span>. Tone of a paragraph: ▲ positive, ▼ negative, ◆ mixed, – neutral.${quotes.some(({ act }) => act === 'thought') ? ` A thought is ${THOUGHT}.` : ''}</p>
<article>
${headed ? '' : `<h1 dir="auto">${text(oneLine(title) || 'The article')}</h1>\n`}${article.join('\n') || `<p dir="auto">${text(reading.text)}</p>`}
</article>
<section>
<h2>Who said what</h2>
${quotes.length > 0 ? table(reading) : notice ? '<p>This text was not read.</p>' : '<p>Nobody is quoted, as far as Whosaid can tell.</p>'}
</section>
</main>
<footer><p>Made with Whosaid, in the reader’s browser. Automatic: check before you rely on it.</p></footer>
</body>
</html>
`;
}

/**
 * What the policy lets through: this style sheet, by its hash. Pages that were
 * not loaded over HTTPS cannot compute one.
 *
 * @param {string} style
 */
async function source(style) {
  if (!globalThis.crypto?.subtle) return "'unsafe-inline'";
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}'`;
}

/** @type {Record<import('./kinds.js').Together, (blocks: string[]) => string>} */
const TOGETHER = {
  list: (blocks) => `<ul>\n${blocks.join('\n')}\n</ul>`,
  notes: (blocks) => `<ul class="notes">\n${blocks.join('\n')}\n</ul>`,
  post: (blocks) => `<blockquote class="post">\n${blocks.join('\n')}\n</blockquote>`,
  quotation: (blocks) => `<blockquote>\n${blocks.join('\n')}\n</blockquote>`,
  pull: (blocks) => `<blockquote class="pull">\n${blocks.join('\n')}\n</blockquote>`,
  picture: (blocks) => `<figure><figcaption>\n${blocks.join('\n')}\n</figcaption></figure>`,
};

/**
 * @param {import('./kinds.js').Group} group
 * @param {import('./segments.js').Layer<Attributed>[][]} layers of all paragraphs
 * @param {Reading} reading
 */
function together({ together, members }, layers, reading) {
  const blocks = members.map((member) => block(member, together, layers[member.index] ?? [], reading));
  return together === null ? blocks.join('\n') : TOGETHER[together](blocks);
}

/**
 * @param {import('./kinds.js').Placed} placed
 * @param {import('./kinds.js').Together | null} together what it is part of
 * @param {import('./segments.js').Layer<Attributed>[]} layers
 * @param {Reading} reading
 */
function block(placed, together, layers, reading) {
  const { paragraph, index, name } = placed;
  const { kind, tone } = paragraph;
  const isItem = together === 'list' || together === 'notes';
  const tag = isItem ? 'li' : kind !== 'heading' ? 'p' : index === 0 ? 'h1' : 'h3';
  const words = parts(placed, reading).map(({ part, span }) => {
    const segments = cut(span, layers).map(({ start, end, values }) => segment(start, end, values, reading));
    return part === 'words' ? segments.join('') : `<span class="${part}">${segments.join('')}</span>`;
  });
  return `<${tag} class="${kind}${name ? ' names' : ''}" dir="auto">${tone ? sign(tone) : ''}${words.join('')}</${tag}>`;
}

/**
 * @param {number} start
 * @param {number} end
 * @param {Attributed[]} values
 * @param {Reading} reading
 */
function segment(start, end, values, reading) {
  const words = text(reading.shown([start, end]));
  if (values.length === 0) return words;
  const inner = [...values].sort((a, b) => a.size - b.size);
  const said = inner.find(({ part }) => part === 'content');
  const roles = new Set(inner.flatMap(({ part }) => (part === 'content' ? [] : part)));
  const names = [...(said ? [said.quote.kind] : []), ...roles].join(' ');
  const who = said ? ` title="${text(reading.names(said.quote).join(' and ') || 'speaker unknown')}"` : '';
  const tag = said ? 'mark' : 'span';
  const ended = inner.filter(({ part, quote }) => part === 'content' && endsIn(quote, start, end));
  const numbers = ended.map(({ quote: { id } }) => `<sup id="said-${id + 1}"><a href="#row-${id + 1}">${id + 1}</a></sup>`);
  return `<${tag} class="${names}"${who}>${words}</${tag}>${numbers.join('')}`;
}

/** @param {Reading} reading */
function table(reading) {
  const rows = reading.report.quotes.map((quote) => {
    const number = quote.id + 1;
    const roles = quote.speakers.flatMap((id) => reading.report.speakers[id]?.role ?? []).join(', ');
    const how = reading
      .frame(quote)
      .map(({ words }) => words)
      .join(' ');
    return `<tr id="row-${number}"><td><a href="#said-${number}">${number}</a></td><td><bdi>${text(reading.names(quote).join(' and ') || 'Unknown')}</bdi>${roles && `<div class="how"><bdi>${text(roles)}</bdi></div>`}</td><td><bdi>${text(reading.said(quote))}</bdi><div class="how">${manner(quote)} · <bdi>${text(how)}</bdi></div></td><td>${quote.tone ? sign(quote.tone) : ''}</td><td>${Math.round(quote.confidence * 100)}\u00A0%</td></tr>`;
  });
  return `<table>
<thead><tr><th scope="col">No.</th><th scope="col">Speaker</th><th scope="col">What they said, and how</th><th scope="col">Tone</th><th scope="col">Sure</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

/** @param {Tone} tone */
function sign({ label, score }) {
  const name = label === 'mixed' ? 'mixed-tone' : label;
  return `<span class="tone ${name}">${SIGNS[label]} ${label} ${signed(score)}</span>`;
}

/** @type {Record<string, string>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Text as HTML, in an element or an attribute.
 *
 * @param {string} text
 */
function text(text) {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '').replace(/(?![\t\n])\p{Cc}/gu, '\uFFFD');
}
