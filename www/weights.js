// How much text every element of a page holds, counted in one walk through it.
// Nothing is read here: the text is only measured, so that what is looked for
// later can be weighed without looking into an element again.

import { isFurniture, isHidden, isMachinery } from './furniture.js';
import { isBlock, isLink } from './lines.js';

/** @typedef {import('./furniture.js').Figures} Figures */

/**
 * What an element holds, in characters.
 *
 * @typedef {object} Weight
 * @property {Element} element
 * @property {Weight | null} above that of the element around it; none for the body
 * @property {number} all its text
 * @property {number} own of that, what is neither link nor furniture
 * @property {boolean} apart whether it is, or stands in, a link or furniture
 * @property {boolean} unseen whether a reader of the page does not see it
 * @property {'furniture' | 'hidden' | 'machinery' | null} dropped
 * @property {Block} block what it is a part of, or is
 */

/**
 * The text of a block that is in no other block: how many characters of it are
 * neither link nor furniture, and the last of them.
 *
 * @typedef {{ own: number, last: string }} Block
 */

/** @typedef {Map<Element, Weight>} Weights in the order in which they stand in the page */

/**
 * @param {HTMLElement} body
 * @param {Figures} figures that it has
 * @returns {Weights}
 */
export function weigh(body, figures) {
  /** @type {Weights} */
  const weights = new Map();
  const nodes = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = /** @type {Node | null} */ (body); node; node = nodes.nextNode()) {
    const above = (node.parentElement && weights.get(node.parentElement)) ?? null;
    if (node instanceof Element) weights.set(node, weightOf(node, above, figures));
    else if (above && above.dropped !== 'machinery') add(node.nodeValue?.trim() ?? '', above);
  }
  for (const { above, all, own } of [...weights.values()].reverse()) {
    if (!above) continue;
    above.all += all;
    above.own += own;
  }
  return weights;
}

/**
 * @param {Element} element
 * @param {Weight | null} above that of the element around it; none for the body
 * @param {Figures} figures
 * @returns {Weight} that of the element without its text
 */
function weightOf(element, above, figures) {
  const reason = reasonToDrop(element, figures);
  const machinery = above?.dropped === 'machinery' || reason === 'machinery';
  return {
    element,
    above,
    all: 0,
    own: 0,
    apart: Boolean(above && (above.apart || reason || isLink(element))),
    unseen: Boolean(above?.unseen || reason === 'hidden' || machinery),
    dropped: machinery ? 'machinery' : reason,
    block: above && !isBlock(element) ? above.block : { own: 0, last: '' },
  };
}

/**
 * @param {Element} element
 * @param {Figures} figures
 */
function reasonToDrop(element, figures) {
  if (isMachinery(element)) return 'machinery';
  if (isHidden(element)) return 'hidden';
  return isFurniture(element, figures) ? 'furniture' : null;
}

/**
 * @param {string} text
 * @param {Weight} weight of the element that it stands in
 */
function add(text, weight) {
  weight.all += text.length;
  if (weight.apart || !text) return;
  weight.own += text.length;
  weight.block.own += text.length;
  weight.block.last = text.at(-1) ?? '';
}
