// Markdown turned to plain text: the marks go, the words stay, and the lines of
// a paragraph become one. What is no mark for certain is left as it is: an
// article may hold an asterisk of its own.

/**
 * The paragraphs of a Markdown file, one by one, so that the caller can pause in
 * between. The time is linear in the length of the file, whatever it holds: no
 * paragraph is copied for each of its lines, and no pattern scans the same white
 * space twice.
 *
 * @param {string} source with `\n` for line breaks
 * @returns {Generator<string>}
 */
export function* paragraphsOfMarkdown(source) {
  const blocks = new Blocks();
  for (const line of withoutComments(withoutFrontMatter(source)).split('\n')) {
    blocks.take(line);
    yield* plain(blocks.finished());
  }
  yield* plain(blocks.all());
}

/** @param {string[][]} paragraphs the lines of each */
function plain(paragraphs) {
  return paragraphs.map((lines) => inline(joined(lines))).filter(Boolean);
}

class Blocks {
  /** @type {string[][]} the lines of each paragraph that nobody has taken yet */
  #paragraphs = [];
  /** Whether the next line may go on with the last paragraph. */
  #open = false;
  /** Whether that paragraph is an item of a list. */
  #item = false;
  #quoted = false;
  /** @type {string | null} what ends the code that the line is part of */
  #fence = null;

  /** Takes the paragraphs that no line goes on with. */
  finished() {
    return this.#paragraphs.splice(0, this.#paragraphs.length - 1);
  }

  /** Takes all paragraphs that are left. */
  all() {
    return this.#paragraphs.splice(0);
  }

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
    const bare = text.trim();
    const title = /^\s{0,3}#{1,6}(?!\S)/.exec(text);
    const start = text.trimStart();
    const item = /^(?:[-+*]|(\d{1,3})[.)])\s/.exec(start);
    if (!bare || isRule(text) || isDefinition(text)) this.#open = false;
    else if (title) this.#alone(withoutEnd(text.slice(title[0].length).trim()));
    else if (isRow(bare)) for (const cell of bare.slice(1, -1).split('|')) this.#alone(cell);
    // Only the first item may cut into a paragraph: “… until\n30. May …”.
    else if (item && (!this.#open || this.#item || !item[1] || item[1] === '1')) {
      this.#open = false;
      this.#add(start.slice(item[0].length));
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
    const line = text.trimStart();
    if (this.#open) this.#paragraphs.at(-1)?.push(line);
    else {
      this.#paragraphs.push([line]);
      this.#item = false;
    }
    this.#open = true;
  }
}

/**
 * A paragraph of its lines. Two spaces or a backslash at its end keep a line for itself.
 *
 * @param {string[]} lines
 */
function joined(lines) {
  const last = lines.pop() ?? '';
  const before = lines.map((line) => {
    if (line.endsWith('\\')) return `${line.slice(0, -1)}\n`;
    return line.endsWith('  ') ? `${line.trimEnd()}\n` : `${line} `;
  });
  return before.join('') + last;
}

/**
 * A title without the marks that close it: “Fees ##”.
 *
 * @param {string} title without white space around it
 */
function withoutEnd(title) {
  let end = title.length;
  while (title[end - 1] === '#') end -= 1;
  const words = title.slice(0, end);
  const closed = words.trimEnd();
  return closed === words ? title : closed;
}

/** @param {string} line */
function isRule(line) {
  const text = line.trimEnd();
  return /^\s{0,3}(?:=+|-{2,}|[-*_](?:\s*[-*_]){2,})$/.test(text) || /^\|?\s*:?-{2,}:?\s*\|[\s:|-]*$/.test(text.trimStart());
}

/**
 * Whether a line is the row of a table.
 *
 * @param {string} line without white space around it
 */
function isRow(line) {
  return line.length > 1 && line.startsWith('|') && line.endsWith('|');
}

/** @param {string} line */
function isDefinition(line) {
  return /^\s{0,3}\[[^\]^][^\]]*\]:\s*\S/.test(line);
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
  const words = text
    .replace(/[\uE000-\uE07F]/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, (_, character) => String.fromCharCode(AWAY + character.charCodeAt(0)))
    .replace(/!\[[^[\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^[\]]*\])/g, '')
    .replace(/\[\^[^[\]\s]+\]:?/g, '')
    .replace(/\[([^[\]]+)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^[\]]*\])/g, '$1')
    .replace(/<((?:https?|mailto):[^<>\s]+)>/g, '$1')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(TAG, '');
  return (
    withoutTicks(words)
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

/**
 * A text without the backticks around code: as many are taken from one side as
 * from the other, and what has no counterpart stays.
 *
 * @param {string} text
 */
function withoutTicks(text) {
  const words = text.split(/`+/);
  const ticks = text.match(/`+/g) ?? [];
  let plain = '';
  /** How many backticks before the next words wait for a counterpart. */
  let open = 0;
  for (const [index, next] of words.entries()) {
    const after = ticks[index]?.length ?? 0;
    const pairs = Math.min(open, after);
    plain += '`'.repeat(open - pairs) + next;
    open = after - pairs;
  }
  return plain;
}

/** @param {number} code */
function character(code) {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}
