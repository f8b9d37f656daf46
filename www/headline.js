// The headline of a page. Its makers give it up to four times: as a heading, as
// the window's title, for search machines and for those who share the page. The
// last three may name the site too, or be shorter; so the heading is taken that
// says most nearly the same, and one of them only where no heading does.

import { isBlock } from './lines.js';
import { isRunningBlock } from './root.js';

/** @typedef {import('./weights.js').Weights} Weights */

/**
 * @typedef {object} Headline
 * @property {Element | null} element the heading, if there is one
 * @property {string} text empty if nothing tells
 */

/** A heading is the headline if it has this share of its words in common with a title; a lesser one needs more. */
const SAME = { first: 0.4, other: 0.8 };

/** Fewest words of a headline that is in one place only: a site's name has fewer. */
const FEWEST_WORDS = 3;

/** Longest title and heading that are looked at, in characters, and how many of each sort, from the top. */
const MOST = { characters: 300, titles: 10, headings: 500 };

/**
 * @param {Document} page
 * @param {Weights} weights
 * @returns {Headline}
 */
export function headlineOf(page, weights) {
  const titles = titlesOf(page);
  const wanted = titles.flatMap((title) => [title, longest(title.split(SEPARATOR))]).map(wordsOf);
  const headings = (/** @type {string} */ selector) =>
    [...page.body.querySelectorAll(selector)].slice(0, MOST.headings).filter((heading) => isVisible(heading, weights));
  const first = headings('h1');
  const element =
    likest(first, wanted, SAME.first) ??
    likest(headings('h2, h3, [itemprop~="headline"]'), wanted, SAME.other) ??
    first.find((heading) => wordsOf(textOf(heading)).length >= FEWEST_WORDS && leads(heading, weights)) ??
    null;
  return { element, text: element ? textOf(element) : (titles.map(withoutSite).find(Boolean) ?? '') };
}

/**
 * The heading that is likest to any of the titles, if one is like it at all.
 *
 * @param {Element[]} headings
 * @param {string[][]} titles the words of each
 * @param {number} least
 */
function likest(headings, titles, least) {
  let best = null;
  let most = 0;
  for (const heading of headings) {
    const words = wordsOf(textOf(heading));
    const same = Math.max(0, ...titles.map((title) => likeness(words, title)));
    if (same < least || same <= most) continue;
    best = heading;
    most = same;
  }
  return best;
}

/**
 * What the head of a page calls it; the window's title comes last.
 *
 * @param {Document} page
 */
function titlesOf(page) {
  const some = (/** @type {string} */ selector) => [...page.querySelectorAll(selector)].slice(0, MOST.titles);
  return [
    ...some('script[type="application/ld+json"]').map(({ textContent }) => headlineIn(textContent ?? '')),
    ...some('meta[property="og:title"], meta[name="og:title"], meta[name="twitter:title"]').map(
      (element) => element.getAttribute('content') ?? '',
    ),
    page.title,
  ]
    .map((title) => spaced(title.slice(0, MOST.characters)))
    .filter(Boolean);
}

/** @param {string} json what a page says about itself for search machines; it may be broken */
function headlineIn(json) {
  const [, text = ''] = json.match(/"headline"\s*:\s*"((?:[^"\\]|\\.)*)"/) ?? [];
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return '';
  }
}

/** So much of a page's running text comes after its headline. */
const AFTER = 0.6;

/**
 * Whether most of a page's text comes after a heading.
 *
 * @param {Element} heading
 * @param {Weights} weights
 */
function leads(heading, weights) {
  let all = 0;
  let before = 0;
  for (const [element, { block }] of weights) {
    if (element === heading) before = all;
    if (isBlock(element) && isRunningBlock(block)) all += block.own;
  }
  return all - before >= all * AFTER;
}

/** What stands between a headline and the name of its site. */
const SEPARATOR = /\s+[-–—|·•»:/]+\s+|\s*\|\s*/;

/** @param {string} title */
function withoutSite(title) {
  const parts = title.split(SEPARATOR);
  const part = longest(parts);
  // Of two parts that are much alike, neither is the site for certain.
  const headline = wordsOf(part).length > wordsOf(title).length / 2 ? part : title;
  return wordsOf(headline).length >= FEWEST_WORDS ? headline : '';
}

/** @param {string[]} texts */
function longest(texts) {
  return texts.reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}

/**
 * @param {Element} heading
 * @param {Weights} weights
 */
function isVisible(heading, weights) {
  const weight = weights.get(heading);
  return weight !== undefined && !weight.unseen && weight.all > 0 && weight.all <= MOST.characters;
}

/**
 * The share of words that two texts have in common.
 *
 * @param {string[]} some
 * @param {string[]} others
 */
function likeness(some, others) {
  const known = new Set(others);
  return some.filter((word) => known.has(word)).length / Math.max(some.length, others.length, 1);
}

/** @param {string} text */
function wordsOf(text) {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** @param {Element} element */
function textOf(element) {
  return spaced(element.textContent ?? '');
}

/** @param {string} text */
function spaced(text) {
  return text.replace(/\s+/g, ' ').trim();
}
