// Text joined into lines, as a browser sets it: a block begins and ends a
// line, white space is one space, two line breaks part paragraphs.

const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TD TH TR UL'.split(
    ' ',
  ),
);

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

/**
 * Whether line breaks in the source show. `data-style` is the inline style (tamed.js).
 *
 * @param {Element} element
 */
function keepsBreaks(element) {
  const style = element.getAttribute('data-style') ?? '';
  return element.tagName === 'PRE' || /white-space(?:-collapse)?\s*:\s*(?:pre|preserve|break-spaces)/i.test(style);
}

/**
 * @typedef {object} Line
 * @property {string} text
 * @property {number} letters how many letters and digits it has
 * @property {number} linked how many of them stand in links
 * @property {string} block the tag of the block it stands in, `LI` for all in a list
 */

export class Lines {
  /** @type {Line[]} */
  #lines = [];
  /** @type {string[]} the tags of the blocks that are open */
  #blocks = ['BODY'];
  /** How many elements of these sorts are open. */
  #inside = { link: 0, pre: 0, item: 0 };
  #line = this.#blank();
  /** Whether nothing has come after the last line break. */
  #broken = false;

  /** @param {Element} element */
  open(element) {
    if (element.tagName === 'BR') return this.#break();
    if (element.tagName === 'Q') this.add('“');
    this.#count(element, 1);
    if (!isBlock(element)) return;
    this.#blocks.push(element.tagName);
    this.#end();
  }

  /** @param {Element} element */
  close(element) {
    if (element.tagName === 'Q') this.add('”');
    this.#count(element, -1);
    if (!isBlock(element)) return;
    this.#blocks.pop();
    this.#end();
  }

  /** @param {string} text */
  add(text) {
    if (this.#inside.pre === 0) return this.#append(text.replace(/\s+/g, ' '));
    text.split('\n').forEach((line, index) => {
      if (index > 0) this.#break();
      this.#append(line);
    });
  }

  all() {
    this.#end();
    return this.#lines;
  }

  /** @returns {Line} */
  #blank() {
    const block = this.#blocks.at(-1) ?? 'BODY';
    const title = /^H[1-6]$/.test(block);
    return { text: '', letters: 0, linked: 0, block: this.#inside.item > 0 && !title ? 'LI' : block };
  }

  /**
   * @param {Element} element
   * @param {1 | -1} step
   */
  #count(element, step) {
    if (isLink(element)) this.#inside.link += step;
    if (keepsBreaks(element)) this.#inside.pre += step;
    if (element.tagName === 'LI') this.#inside.item += step;
  }

  /** @param {string} text */
  #append(text) {
    const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    this.#line.text += text;
    this.#line.letters += letters;
    if (this.#inside.link > 0) this.#line.linked += letters;
    if (text.trim()) this.#broken = false;
  }

  #break() {
    if (this.#broken) return this.#end();
    this.#line.text += /^H[1-6]$/.test(this.#line.block) ? ' ' : '\n';
    this.#broken = true;
  }

  #end() {
    const text = this.#line.text
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .trim();
    if (text) this.#lines.push({ ...this.#line, text });
    this.#line = this.#blank();
    this.#broken = false;
  }
}
