// What an attribution is called for people: how much of it is quoted, and that it
// is a thought if it is one. Most is said, which no word has to tell.

import { make } from './dom.js';

/** @typedef {import('./pkg/whosaid.js').Quote} Quote */

/** What the word “thought” means. */
export const THOUGHT = 'what somebody believes, hopes, plans or expects, not what they said';

/**
 * The kinds in words. “Mixed”, the report's word for the second, is a tone to people.
 *
 * @type {Record<Quote['kind'], string>}
 */
export const QUOTED = { direct: 'direct', mixed: 'partly quoted', indirect: 'indirect' };

/**
 * Its kind, and that it is a thought if it is one: “indirect, thought”.
 *
 * @param {Quote} quote
 */
export function manner({ kind, act }) {
  return act === 'said' ? QUOTED[kind] : `${QUOTED[kind]}, ${act}`;
}

/**
 * The word that marks a thought; nothing for what is said.
 *
 * @param {Quote} quote
 */
export function thought({ act }) {
  return act === 'said' ? null : make('span', { class: `badge ${act}`, title: THOUGHT }, act);
}
