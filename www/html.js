// The article in a page of HTML. The page is parsed into an inert document: it
// loads nothing, it runs nothing, and only its words are taken. First every
// element is weighed by the text that it holds, then the element that holds the
// article is looked for, then its text is read, block by block, without the
// furniture. Nothing is dropped that holds most of the text: better one
// menu too many than one paragraph too few. Nothing recurses, because pages may
// nest without limit.

import { figuresOf, isFurniture, isFurnitureLine, isHidden, isMachinery } from './furniture.js';
import { isBlock, isLink, Lines } from './lines.js';
import { tamed } from './tamed.js';

/**
 * How much text an element holds, in characters: all of it, and what is neither
 * link nor furniture.
 *
 * @typedef {{ all: number, own: number, apart: boolean, dropped: 'furniture' | 'hidden' | 'machinery' | null }} Weight
 * @typedef {Map<Element, Weight>} Weights
 */

/** An element that holds more of the text is kept, whatever its name. */
const MOST = { furniture: 0.5, hidden: 0.9, machinery: 1 };

/**
 * The words of the article in an HTML page, one paragraph per block.
 *
 * @param {string} html
 */
export function textFromHtml(html) {
  const page = new DOMParser().parseFromString(tamed(html), 'text/html');
  const weights = weigh(page.body);
  const root = rootOf(page, weights);
  const lines = read(root, weights);
  const title = headline(page, root, weights);
  if (title) lines.unshift(...read(title, weights));
  const kept = lines.filter((line, index) => !isFurnitureLine(line, lines[index + 1]));
  return (kept.length > 0 ? kept : lines).map(({ text }) => text).join('\n\n');
}

/**
 * @param {HTMLElement} body
 * @returns {Weights}
 */
function weigh(body) {
  /** @type {Weights} */
  const weights = new Map();
  const figures = figuresOf(body);
  const nodes = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = /** @type {Node | null} */ (body); node; node = nodes.nextNode()) {
    const above = node.parentElement && weights.get(node.parentElement);
    if (node instanceof Element) {
      const dropped = isMachinery(node) ? 'machinery' : isHidden(node) ? 'hidden' : isFurniture(node, figures) ? 'furniture' : null;
      const machinery = above?.dropped === 'machinery' || dropped === 'machinery';
      const apart = Boolean(above?.apart || (dropped && node !== body) || isLink(node));
      weights.set(node, { all: 0, own: 0, apart, dropped: machinery ? 'machinery' : dropped });
    } else if (above && above.dropped !== 'machinery') {
      const length = node.nodeValue?.trim().length ?? 0;
      above.all += length;
      if (!above.apart) above.own += length;
    }
  }
  for (const [element, { all, own }] of [...weights].reverse()) {
    const above = element.parentElement && weights.get(element.parentElement);
    if (!above) continue;
    above.all += all;
    above.own += own;
  }
  return weights;
}

/**
 * Where the article is: in what is marked up as one, if that holds most of what
 * is not furniture.
 *
 * @param {Document} page
 * @param {Weights} weights
 */
function rootOf(page, weights) {
  const own = (/** @type {Element} */ element) => weights.get(element)?.own ?? 0;
  for (const selector of ['article', '[itemprop~="articleBody"]', 'main, [role="main"]']) {
    const found = [...page.body.querySelectorAll(selector)];
    const best = found.reduce((best, element) => (best && own(best) >= own(element) ? best : element), found[0]);
    // A live blog has an article for every entry: then one is not enough.
    const enough = found.every((element) => !best || element.contains(best) || best.contains(element)) ? 0.5 : 0.75;
    if (best && own(best) > 0 && own(best) >= own(page.body) * enough) return best;
  }
  // What is copied has no title, and is all meant.
  return page.title ? densest(page.body, own) : page.body;
}

/** How much of a page's text the block that holds its article holds. */
const NEARLY_ALL = 0.9;

/**
 * The smallest block that holds nearly all of the text and its start.
 *
 * @param {Element} root
 * @param {(element: Element) => number} own
 */
function densest(root, own) {
  const total = own(root);
  for (let block = root; ; ) {
    const children = [...block.children];
    const first = children.findIndex((child) => own(child) > 0);
    const child = children[first];
    const goesOn = children.slice(first + 1).some(({ tagName }) => tagName === 'P');
    const loose = own(block) - children.reduce((sum, child) => sum + own(child), 0);
    if (!child || !isBlock(child) || goesOn || loose > 0 || own(child) < total * NEARLY_ALL) return block;
    block = child;
  }
}

/**
 * The page's one headline, if it stands before the article's element.
 *
 * @param {Document} page
 * @param {Element} root
 * @param {Weights} weights
 */
function headline(page, root, weights) {
  const [title, another] = [...page.querySelectorAll('h1')].filter((title) => weights.get(title)?.own);
  if (!title || another || root.contains(title)) return null;
  return title.compareDocumentPosition(root) & Node.DOCUMENT_POSITION_FOLLOWING ? title : null;
}

/**
 * The lines below an element, without what is dropped.
 *
 * @param {Element} root
 * @param {Weights} weights
 */
function read(root, weights) {
  const total = weights.get(root)?.all ?? 0;
  const lines = new Lines();
  /** @type {(Node | { close: Element })[]} */
  const stack = [root];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next instanceof Text) lines.add(next.data);
    else if (next instanceof Element) {
      if (next !== root && isDropped(next, weights.get(next), total)) continue;
      lines.open(next);
      stack.push({ close: next });
      for (let child = next.lastChild; child; child = child.previousSibling) stack.push(child);
    } else if ('close' in next) lines.close(next.close);
  }
  return lines.all();
}

/**
 * @param {Element} element
 * @param {Weight | undefined} weight
 * @param {number} total characters below the root
 */
function isDropped(element, weight, total) {
  if (!weight) return false;
  // The sign of a footnote.
  if (element.tagName === 'SUP') return weight.all > 0 && weight.own === 0 && element.querySelector('a') !== null;
  return weight.dropped !== null && weight.all <= total * MOST[weight.dropped];
}
