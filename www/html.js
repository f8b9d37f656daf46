// The article in a page of HTML. The page is parsed into an inert document: it
// loads nothing, it runs nothing, and only its words are taken. First every
// element is weighed by the text that it holds (weights.js). Then the headline
// and the element that holds the article are looked for (headline.js, root.js),
// its text is read, line by line, without the furniture (lines.js, furniture.js),
// and of the lines those are kept that tell the story (story.js). What somebody
// selected is all meant, and only furniture is left out of it. Nothing is dropped
// that holds most of the text. Nothing recurses, because pages may nest without
// limit.

import { allFigures, figuresOf, isFurnitureLine } from './furniture.js';
import { headlineOf } from './headline.js';
import { isLink, Lines } from './lines.js';
import { paragraphsOf } from './paragraphs.js';
import { isRunningBlock, rootOf } from './root.js';
import { storyOf } from './story.js';
import { tamed } from './tamed.js';
import { weigh } from './weights.js';

/** @typedef {import('./lines.js').Line} Line */
/** @typedef {import('./weights.js').Weight} Weight */
/** @typedef {import('./weights.js').Weights} Weights */

/**
 * The article in a web page.
 *
 * @param {string} html
 */
export function textOfPage(html) {
  return article(parsed(html));
}

/**
 * What somebody copied: the article if that is a whole page, else all of it.
 *
 * @param {string} html
 * @returns {{ text: string, page: boolean }} and whether it is a page
 */
export function textOfClipping(html) {
  const page = parsed(html);
  const weights = weigh(page.body, allFigures(page.body));
  if (isPage(page, weights)) return { text: article(page), page: true };
  const lines = read(page.body, weights, null);
  const kept = lines.filter((line, index) => !isFurnitureLine(line, lines[index + 1]));
  return { text: joined(kept.length > 0 ? kept : lines), page: false };
}

/** @param {string} html */
function parsed(html) {
  return new DOMParser().parseFromString(tamed(html), 'text/html');
}

/** @param {Document} page */
function article(page) {
  const weights = weigh(page.body, figuresOf(page.body));
  const { element, text } = headlineOf(page, weights);
  const title = element
    ? read(element, weights, null)
        .map((line) => line.text)
        .join(' ')
    : text;
  const lines = read(rootOf(page.body, weights, element), weights, element);
  const story = joined(storyOf(lines, title));
  return title && story ? `${title}\n\n${story}` : title || story;
}

/** @param {Line[]} lines */
function joined(lines) {
  return paragraphsOf(lines).join('\n\n');
}

/**
 * Fewest links outside of its running text that make a page: of one that has a
 * head, a foot or a navigation, and of any other. Of 90 news and blog pages 87
 * have 25 or more, and half of their articles fewer than 10.
 */
const MENUS = { framed: 15, bare: 40 };

/**
 * Whether something copied is a whole page. A title is a sure sign, because what
 * is copied from a window has none; else it must have menus, and a text.
 *
 * @param {Document} page
 * @param {Weights} weights
 */
function isPage(page, weights) {
  const framed = page.body.querySelector(
    ':is(nav, header, footer, main, [role="navigation"], [role="banner"], [role="contentinfo"]):not(article *)',
  );
  if (page.title && (framed || page.body.querySelector('article'))) return true;
  let links = 0;
  let running = false;
  for (const [element, { all, block }] of weights) {
    if (isRunningBlock(block)) running = true;
    else if (all > 0 && isLink(element)) links += 1;
  }
  return running && links >= (framed ? MENUS.framed : MENUS.bare);
}

/** An element that holds more of the text is kept, whatever its name. */
const MOST = { furniture: 0.5, hidden: 0.9, machinery: 1 };

/**
 * The lines below an element, without what is dropped; of a page those after its
 * headline.
 *
 * @param {Element} root
 * @param {Weights} weights
 * @param {Element | null} headline
 */
function read(root, weights, headline) {
  const total = weights.get(root)?.all ?? 0;
  const lines = new Lines();
  /** @type {(Node | { close: Element })[]} */
  const stack = [root];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next === headline) lines.forget();
    else if (next instanceof Text) lines.add(next.data);
    else if (next instanceof Element) {
      if (next !== root && isDropped(next, weights.get(next), total)) {
        if (next.contains(headline)) lines.forget();
        continue;
      }
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
