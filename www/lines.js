// Text joined into lines, as a browser sets it: a block begins and ends a
// line, white space is one space, two line breaks part paragraphs. What a line
// is part of (a quotation, a list, a table) is noted with it.

const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TD TH TR UL'.split(
    ' ',
  ),
);

/** Blocks that are part of a text: what is in one is at home in the element around it. */
const TEXTUAL = new Set('BLOCKQUOTE DD DL DT H1 H2 H3 H4 H5 H6 LI OL P PRE UL'.split(' '));

/** A time of day, as it stands above the entries of a live blog: `10:42`, `3.05pm GMT`, `09:30 BST`. */
const TIME = /^\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,5})?$/i;

/**
 * Whether an element's text is a paragraph of its own.
 *
 * @param {Element} element
 */
export function isBlock({ tagName }) {
  return BLOCKS.has(tagName);
}

/** @param {Element} element */
export function isLink(element) {
  return element.tagName === 'A' && element.hasAttribute('href');
}

/** @param {string} text */
export function isTime(text) {
  return TIME.test(text);
}

/**
 * Whether line breaks in the source show.
 *
 * @param {Element} element
 * @param {string} style
 */
function keepsBreaks({ tagName }, style) {
  return tagName === 'PRE' || /white-space(?:-collapse)?\s*:\s*(?:pre|preserve|break-spaces)/i.test(style);
}

/**
 * Whether an element makes its text bold; `data-bold` marks what was `<b>` (tamed.js).
 *
 * @param {Element} element
 * @param {string} style
 */
function isBold(element, style) {
  const [, weight] = style.match(/font-weight\s*:\s*(\w+)/i) ?? [];
  return weight ? /^(?:bold|bolder|[6-9]00)$/i.test(weight) : element.hasAttribute('data-bold');
}

/**
 * @typedef {object} Line
 * @property {string} text
 * @property {string} label the bold words that it begins with, if it goes on in another script
 * @property {number} letters how many letters and digits it has
 * @property {number} linked how many of them stand in links
 * @property {string} block the tag of the block it stands in, `LI` for all in a list
 * @property {Element | null} home the element that holds it and its neighbours
 * @property {Element | null} quote the block quotation that it is part of
 * @property {boolean} cell whether it stands in a table
 * @property {boolean} kept whether its source shows its line breaks
 * @property {string} mark what stands before it, if it is an item of a list: `•` or `1.`
 */

/** @typedef {{ ordered: boolean, next: number, marked: Item[] }} List */

/** @typedef {{ mark: string, lines: Line[] }} Item with the lines that are in no item within it */

export class Lines {
  /** @type {Line[]} */
  #lines = [];
  /** @type {Element[]} the blocks that are open */
  #blocks = [];
  /** @type {Element[]} those of them that are no part of a text */
  #homes = [];
  /** @type {Element[]} the block quotations that are open */
  #quotes = [];
  /** @type {List[]} the lists that are open */
  #lists = [];
  /** @type {Item[]} the items that are open */
  #items = [];
  /** How many elements of these sorts are open. */
  #inside = { link: 0, pre: 0, table: 0, bold: 0 };
  /** Whether nothing has come after the last line break. */
  #broken = false;
  /** Whether all that the line has so far is bold. */
  #labelled = true;
  #line = this.#blank();

  /** @param {Element} element */
  open(element) {
    if (element.tagName === 'BR') return this.#break();
    if (element.tagName === 'Q') this.add('“');
    this.#count(element, 1);
    if (!isBlock(element)) return;
    this.#push();
    this.#blocks.push(element);
    if (!TEXTUAL.has(element.tagName)) this.#homes.push(element);
    if (element.tagName === 'BLOCKQUOTE') this.#quotes.push(element);
    if (element.tagName === 'OL' || element.tagName === 'UL') this.#openList(element);
    if (element.tagName === 'LI') this.#openItem();
    this.#line = this.#blank();
  }

  /** @param {Element} element */
  close(element) {
    if (element.tagName === 'Q') this.add('”');
    if (element.tagName === 'TIME' && isTime(this.#line.text.trim())) this.#end();
    this.#count(element, -1);
    if (!isBlock(element)) return;
    this.#push();
    this.#blocks.pop();
    if (!TEXTUAL.has(element.tagName)) this.#homes.pop();
    if (element.tagName === 'BLOCKQUOTE') this.#quotes.pop();
    if (element.tagName === 'OL' || element.tagName === 'UL') this.#closeList();
    if (element.tagName === 'LI') this.#closeItem();
    this.#line = this.#blank();
  }

  /** @param {string} text */
  add(text) {
    if (this.#inside.pre === 0) return this.#append(text.replace(/\s+/g, ' '));
    this.#line.kept = true;
    text.split('\n').forEach((line, index) => {
      if (index > 0) this.#break();
      this.#append(line);
    });
  }

  /** Drops what has been added; what is open stays open. */
  forget() {
    this.#line = this.#blank();
    this.#lines = [];
  }

  all() {
    this.#end();
    return this.#lines;
  }

  /** @returns {Line} */
  #blank() {
    this.#broken = false;
    this.#labelled = true;
    const block = this.#blocks.at(-1)?.tagName ?? 'BODY';
    return {
      text: '',
      label: '',
      letters: 0,
      linked: 0,
      block: this.#items.length > 0 && !/^H[1-6]$/.test(block) ? 'LI' : block,
      home: this.#homes.at(-1) ?? null,
      quote: this.#quotes[0] ?? null,
      cell: this.#inside.table > 0,
      kept: false,
      mark: '',
    };
  }

  /** @param {Element} list */
  #openList(list) {
    this.#lists.push({ ordered: list.tagName === 'OL', next: Number.parseInt(list.getAttribute('start') ?? '1', 10) || 1, marked: [] });
  }

  /** One item alone is a paragraph. */
  #closeList() {
    const marked = this.#lists.pop()?.marked ?? [];
    if (marked.length > 1) for (const { mark, lines } of marked) for (const line of lines) line.mark = mark;
  }

  #openItem() {
    const list = this.#lists.at(-1);
    this.#items.push({ mark: list?.ordered ? `${list.next++}.` : '•', lines: [] });
  }

  /** An item with more than one line is a box, as an entry of a live blog is. */
  #closeItem() {
    const item = this.#items.pop();
    if (item?.lines.length === 1) this.#lists.at(-1)?.marked.push(item);
  }

  /**
   * @param {Element} element
   * @param {1 | -1} step
   */
  #count(element, step) {
    if (isLink(element)) this.#inside.link += step;
    // The inline style, under the name that tamed.js gives it.
    const style = element.getAttribute('data-style') ?? '';
    if (keepsBreaks(element, style)) this.#inside.pre += step;
    if (isBold(element, style)) this.#inside.bold += step;
    if (element.tagName === 'TABLE') this.#inside.table += step;
  }

  /** @param {string} text */
  #append(text) {
    const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    this.#line.text += text;
    this.#line.letters += letters;
    if (this.#inside.link > 0) this.#line.linked += letters;
    if (!text.trim()) return;
    this.#broken = false;
    this.#labelled &&= this.#inside.bold > 0;
    if (this.#labelled) this.#line.label = this.#line.text;
  }

  #break() {
    if (this.#broken) return this.#end();
    this.#line.text += /^H[1-6]$/.test(this.#line.block) ? ' ' : '\n';
    this.#broken = true;
  }

  /** Ends the line, and begins another. */
  #end() {
    this.#push();
    this.#line = this.#blank();
  }

  /** Keeps the line, if there is anything in it. */
  #push() {
    const text = this.#line.text && tidy(this.#line.text);
    if (!text) return;
    const label = tidy(this.#line.label);
    const line = { ...this.#line, text, label: label.length < text.length ? label : '' };
    this.#lines.push(line);
    this.#items.at(-1)?.lines.push(line);
  }
}

/** @param {string} text */
function tidy(text) {
  return text
    .replace(/\u200B/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
