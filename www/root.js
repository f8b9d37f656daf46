// Where the article is in a page. An element scores by the running text in it,
// and what its children score reaches it in part: so the paragraphs of an
// article, which stand side by side, beat a page of teasers, each of which has a
// box of its own. What begins long after the headline scores less: a comment, or
// the smaller print.

import { isBlock } from './lines.js';

/** @typedef {import('./weights.js').Weights} Weights */
/** @typedef {import('./weights.js').Block} Block */

/**
 * @typedef {object} Score
 * @property {number} running characters of running text
 * @property {number} paragraphs in how many paragraphs
 * @property {number} total what the element scores
 * @property {number} best what the best of its children scores
 * @property {number} within characters of running text in that child
 * @property {number} onwards characters of running text from its start to the end of the page
 */

/** Elements that may hold an article. */
const HOLDERS = new Set('ARTICLE ASIDE BODY CENTER DIV FORM MAIN SECTION TABLE TBODY TD TR'.split(' '));

/**
 * The share of its score that an element passes on to the one around it, where
 * that has other text too; less if it holds one paragraph only, as a teaser does.
 * These two and `FAR` are the best of a few values on 90 news and blog pages.
 */
const PASSED = { many: 0.6, one: 0.5 };

/** So many characters of running text after the headline halve a score. */
const FAR = 1000;

/** Fewest characters of a paragraph of running text, and of one that need not end like a sentence. */
const RUNNING = { sentence: 50, any: 200 };

/**
 * @param {HTMLElement} body
 * @param {Weights} weights
 * @param {Element | null} headline the article begins after it
 * @returns {Element}
 */
export function rootOf(body, weights, headline) {
  const scores = scoresOf(weights, headline);
  const running = scores.at(-1)?.score.running ?? 0;
  let root = /** @type {Element | null} */ (null);
  let most = 0;
  for (const { element, score } of scores.reverse()) {
    if (!HOLDERS.has(element.tagName)) continue;
    const near = score.total / (1 + (running - score.onwards) / FAR);
    // An element scores what its wrapper does, and holds less of what stands around the article.
    if (near < most) continue;
    root = element;
    most = near;
  }
  return root ?? markedIn(body, weights);
}

/**
 * The scores of all elements that have one, children before the element that
 * they stand in, and so the body at last.
 *
 * @param {Weights} weights
 * @param {Element | null} headline
 */
function scoresOf(weights, headline) {
  const around = ancestorsOf(headline);
  /** @type {Map<Element, Score>} */
  const scores = new Map();
  const scoreOf = (/** @type {Element} */ element) => {
    const score = scores.get(element) ?? { running: 0, paragraphs: 0, total: 0, best: 0, within: 0, onwards: 0 };
    scores.set(element, score);
    return score;
  };
  /** @type {{ element: Element, score: Score }[]} */
  const scored = [];
  let onwards = 0;
  let after = true;
  for (const { element, above, block } of [...weights.values()].reverse()) {
    if (element === headline) after = false;
    if ((after || around.has(element)) && isBlock(element) && isRunningBlock(block)) {
      const score = scoreOf(element);
      score.running += block.own;
      score.total += block.own;
      score.paragraphs += 1;
      onwards += block.own;
    }
    const score = scores.get(element);
    if (!score) continue;
    // A wrapper costs nothing.
    if (score.running === score.within) score.total = score.best;
    score.onwards = onwards;
    scored.push({ element, score });
    if (above) pass(element, score, scoreOf(above.element));
  }
  return scored;
}

/**
 * @param {Element} element
 * @param {Score} score that it has
 * @param {Score} above that of the element around it
 */
function pass(element, score, above) {
  const share = score.paragraphs > 1 ? PASSED.many : PASSED.one;
  above.running += score.running;
  above.paragraphs += score.paragraphs;
  above.total += HOLDERS.has(element.tagName) ? score.total * share : score.total;
  if (score.total <= above.best) return;
  above.best = score.total;
  above.within = score.running;
}

/** @param {Element | null} element */
function ancestorsOf(element) {
  /** @type {Set<Element>} */
  const ancestors = new Set();
  for (let above = element?.parentElement; above; above = above.parentElement) ancestors.add(above);
  return ancestors;
}

/** @param {Block} block */
export function isRunningBlock({ own, last }) {
  return own >= RUNNING.any || (own >= RUNNING.sentence && /[.!?…:"'”’)\]]/.test(last));
}

/** What is marked up as an article is one if it holds so much of what is not furniture. */
const MARKED = 0.5;

/**
 * Where a page has no running text, as one with a poem or a list: what its makers
 * call the article, or all.
 *
 * @param {HTMLElement} body
 * @param {Weights} weights
 */
function markedIn(body, weights) {
  const own = (/** @type {Element} */ element) => weights.get(element)?.own ?? 0;
  for (const selector of ['article', 'main, [role="main"]']) {
    for (const marked of body.querySelectorAll(selector)) if (own(marked) > 0 && own(marked) >= own(body) * MARKED) return marked;
  }
  return body;
}
