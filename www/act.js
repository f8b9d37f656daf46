// Whether something is said or thought. Most is said, which no word has to tell.

import { make } from './dom.js';

/** @typedef {import('./pkg/whosaid.js').Quote} Quote */

/** What the word “thought” means. */
export const THOUGHT = 'what somebody believes, hopes, plans or expects, not what they said';

/**
 * Its kind, and that it is a thought if it is one: “indirect, thought”.
 *
 * @param {Quote} quote
 */
export function manner({ kind, act }) {
  return act === 'said' ? kind : `${kind}, ${act}`;
}

/**
 * The word that marks a thought; nothing for what is said.
 *
 * @param {Quote} quote
 */
export function thought({ act }) {
  return act === 'said' ? null : make('span', { class: `badge ${act}`, title: THOUGHT }, act);
}
