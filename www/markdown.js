// Markdown turned to plain text: the marks go, the words stay, and the lines of
// a paragraph become one. What is no mark for certain is left as it is: an
// article may hold an asterisk of its own.

/**
 * The words of a Markdown file, a blank line between paragraphs.
 *
 * @param {string} source with `\n` for line breaks
 */
export function textFromMarkdown(source) {
  const blocks = new Blocks();
  for (const line of withoutComments(withoutFrontMatter(source)).split('\n')) blocks.take(line);
  return blocks.paragraphs.map(inline).filter(Boolean).join('\n\n');
}

class Blocks {
  /** @type {string[]} */
  paragraphs = [];
  /** Whether the next line may go on with the last paragraph. */
  #open = false;
  /** Whether that paragraph is an item of a list. */
  #item = false;
  #quoted = false;
  /** @type {string | null} what ends the code that the line is part of */
  #fence = null;

  /** @param {string} line */
  take(line) {
    const fence = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence && (this.#fence === null || fence.startsWith(this.#fence))) {
      this.#fence = this.#fence === null ? fence : null;
      this.#open = false;
    } else if (this.#fence !== null) this.#add(line);
    else this.#prose(line);
  }

  /** @param {string} line */
  #prose(line) {
    const text = line.replace(/^(?:\s{0,3}>)+ ?/, '');
    const quoted = text !== line;
    if (quoted && !this.#quoted) this.#open = false;
    this.#quoted = quoted;
    const title = /^\s{0,3}#{1,6}(?:\s+(.*))?$/.exec(text);
    const item = /^\s*(?:[-+*]|(\d{1,3})[.)])\s+(.*)$/.exec(text);
    if (!text.trim() || isRule(text) || isDefinition(text)) this.#open = false;
    else if (title) this.#alone((title[1] ?? '').replace(/\s+#+\s*$/, ''));
    else if (/^\s*\|.*\|\s*$/.test(text)) for (const cell of text.trim().slice(1, -1).split('|')) this.#alone(cell);
    // Only the first item may cut into a paragraph: “… until\n30. May …”.
    else if (item && (!this.#open || this.#item || !item[1] || item[1] === '1')) {
      this.#open = false;
      this.#add(item[2] ?? '');
      this.#item = true;
    } else this.#add(text);
  }

  /** @param {string} text a paragraph that no line goes on with */
  #alone(text) {
    this.#open = false;
    this.#add(text);
    this.#open = false;
  }

  /** @param {string} text */
  #add(text) {
    const last = this.paragraphs.length - 1;
    // Two spaces or a backslash at its end keep a line for itself.
    const before = this.#open ? this.paragraphs[last] : undefined;
    if (before === undefined) this.paragraphs.push(text.trimStart());
    else if (/(?: {2}|\\)$/.test(before)) this.paragraphs[last] = `${before.replace(/(?: +|\\)$/, '')}\n${text.trimStart()}`;
    else this.paragraphs[last] = `${before} ${text.trimStart()}`;
    if (!this.#open) this.#item = false;
    this.#open = true;
  }
}

/** @param {string} line */
function isRule(line) {
  return /^\s{0,3}(?:=+|-{2,}|(?:[-*_]\s*){3,})\s*$/.test(line) || /^\s*\|?(?:\s*:?-{2,}:?\s*\|)+[\s:|-]*$/.test(line);
}

/** @param {string} line */
function isDefinition(line) {
  return /^\s{0,3}\[[^\]^][^\]]*\]:\s*\S+/.test(line);
}

/** @param {string} source */
function withoutFrontMatter(source) {
  return source.replace(/^(?:---\n(?=[\w-]+ *:)[\s\S]*?\n(?:---|\.\.\.)|\+\+\+\n(?=[\w-]+ *=)[\s\S]*?\n\+\+\+)[ \t]*(?:\n|$)/, '');
}

/** @param {string} source */
function withoutComments(source) {
  const [first = '', ...rest] = source.split('<!--');
  // One without an end is no comment.
  return first + rest.map((part) => (part.includes('-->') ? part.slice(part.indexOf('-->') + 3) : `<!--${part}`)).join('');
}

/** Tags that people write into Markdown. */
const TAG =
  /<\/?(?:a|abbr|b|blockquote|br|center|cite|code|div|em|figcaption|figure|h[1-6]|hr|i|img|li|mark|ol|p|q|s|small|span|strong|sub|sup|u|ul)(?:\s[^<>]*)?\/?>/gi;

/** @type {Record<string, string>} */
const ENTITIES = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
};

/** Where escaped characters wait, out of reach of the marks: U+E000 and up, for private use. */
const AWAY = 0xe000;

/**
 * A paragraph without the marks inside it.
 *
 * @param {string} text
 */
function inline(text) {
  return (
    text
      .replace(/[\uE000-\uE07F]/g, '')
      .replace(/\\([!-/:-@[-`{-~])/g, (_, character) => String.fromCharCode(AWAY + character.charCodeAt(0)))
      .replace(/!\[[^[\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^[\]]*\])/g, '')
      .replace(/\[\^[^[\]\s]+\]:?/g, '')
      .replace(/\[([^[\]]+)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^[\]]*\])/g, '$1')
      .replace(/<((?:https?|mailto):[^<>\s]+)>/g, '$1')
      .replace(/<br\s*\/?>/gi, '\n')
      .replace(TAG, '')
      .replace(/(`+)([^`]+)\1/g, '$2')
      .replace(/~~(?=\S)([^~]*[^~\s])~~/g, '$1')
      .replace(/(?<![\p{L}\p{N}*])(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1(?![\p{L}\p{N}])/gu, '$2')
      .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=[^\s_])([^_]*[^\s_])\1(?![\p{L}\p{N}_])/gu, '$2')
      // What stands in bold may hold something in italics.
      .replace(/(?<![\p{L}\p{N}*])\*\*(?=[^\s*])([^*]*[^\s*])\*\*(?![\p{L}\p{N}*])/gu, '$1')
      .replace(/&(?:#(\d{1,7})|(\w{2,8}));/g, (whole, code, name) => (code ? character(Number(code)) : (ENTITIES[name] ?? whole)))
      .replace(/[\uE000-\uE07F]/g, (away) => String.fromCharCode(away.charCodeAt(0) - AWAY))
      .replace(/[^\S\n]+/g, ' ')
      .trim()
  );
}

/** @param {number} code */
function character(code) {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}
