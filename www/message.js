// The one line in which the page talks to the reader, and what they can do
// about it.

import { find, make } from './dom.js';

const line = find('message', HTMLElement);

/**
 * @param {string} words
 * @param {{ tone?: 'plain' | 'warning', action?: { label: string, run: () => void } | null }} options
 */
export function say(words, { tone = 'plain', action = null } = {}) {
  line.className = tone;
  line.replaceChildren(make('p', {}, words));
  if (!action) return;
  const button = make('button', { type: 'button' }, action.label);
  button.addEventListener('click', action.run);
  line.append(button);
}

export function hush() {
  line.replaceChildren();
}
