// Lines written as plain text, so that what a reader sees is still to be seen: a
// quotation has “> ” before each of its lines, an item of a list “• ” or its
// number, and who speaks in an interview a colon after the name.

/** @typedef {import('./lines.js').Line} Line */

/**
 * @param {Line[]} lines
 * @returns {string[]} the paragraphs
 */
export function paragraphsOf(lines) {
  const interview = isInterview(lines);
  /** @type {string[]} */
  const paragraphs = [];
  /** @type {Element | null} the quotation that the last paragraph is */
  let open = null;
  for (const line of lines) {
    /** @type {Element | null} */
    const quote = line.quote ?? (open && isSource(line) ? open : null);
    const texts = flowing(interview ? withColon(line) : line.text, line);
    if (line.mark) texts[0] = `${line.mark} ${texts[0]}`;
    if (!quote) paragraphs.push(...texts);
    else {
      const quoted = texts.join('\n').replace(/^/gm, '> ');
      if (quote === open) paragraphs.push(`${paragraphs.pop()}\n${quoted}`);
      else paragraphs.push(quoted);
    }
    open = quote;
  }
  return paragraphs;
}

/** Longest line under a quotation that names who said it, in characters. */
const LONGEST_SOURCE = 120;

/** @param {Line} line the one after a quotation */
function isSource({ text, block }) {
  return text.length <= LONGEST_SOURCE && (block === 'FIGCAPTION' || /^(?:—|–|―|--)\s?\p{Lu}[^.!?…]*$/u.test(text));
}

/** Longest line of a verse or an address, in characters. */
const LONGEST_VERSE = 80;

/** Longest line that is one for certain, however it begins. */
const SHORT_VERSE = 40;

/**
 * A line with line breaks, as paragraphs. Those of a verse or an address stay.
 * After a sentence one begins a paragraph; in the middle it is white space.
 *
 * @param {string} text
 * @param {Line} line
 */
function flowing(text, { kept }) {
  const parts = text.split('\n');
  if (kept || parts.length === 1) return [text];
  if (parts.every((part) => part.length <= SHORT_VERSE || (part.length <= LONGEST_VERSE && !/^\p{Ll}/u.test(part)))) return [text];
  return text.replace(/(?<![.!?…:]["'”’)\]]*)\n/g, ' ').split('\n');
}

/** Longest name before what somebody says, in characters. */
const LONGEST_LABEL = 40;

/** A name or a role: its words begin with capitals, but for those within a name. */
const LABEL =
  /^(?:\p{Lu}[\p{L}\p{N}.’'-]*|\d+|of|the|for|de|von|van|der|and|&)(?: (?:\p{Lu}[\p{L}\p{N}.’'-]*|\d+|of|the|for|de|von|van|der|and|&))*$/u;

/** So many paragraphs that begin with a bold name make an interview. */
const TURNS = 2;

/** @param {Line[]} lines */
function isInterview(lines) {
  return lines.filter((line) => withColon(line) !== line.text).length >= TURNS;
}

/**
 * The text of a line with a colon after the bold name at its start, if there is
 * one: “Owen Farr We left …” → “Owen Farr: We left …”.
 *
 * @param {Line} line
 */
function withColon({ text, label, block }) {
  if (!label || label.length > LONGEST_LABEL || /^(?:LI|H[1-6]|T[DH])$/.test(block) || !LABEL.test(label) || !text.startsWith(label))
    return text;
  const said = text.slice(label.length);
  // A new sentence follows: “Owen Farr said” goes on.
  return /^\s+["'“‘(]?[\p{Lu}\p{N}]/u.test(said) ? `${label}: ${said.trimStart()}` : text;
}
