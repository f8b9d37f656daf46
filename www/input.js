// Articles come in by paste, drop or file, as text or as HTML, and leave as
// plain text. HTML is parsed in an inert document: it loads nothing, it runs
// nothing, and only its words are taken.

/** Largest file that is read; a book of text, far beyond any article. */
const MAX_FILE = 5 * 1024 * 1024;

/** Something that cannot be read; its message is meant for the reader. */
export class InputError extends Error {}

/**
 * The article on a clipboard or in a drag. Plain text is what the reader saw,
 * so it goes first, unless it has lost the paragraphs that the HTML still has.
 *
 * @param {DataTransfer} data
 */
export function textFromTransfer(data) {
  const plain = normalized(data.getData('text/plain'));
  if (plain.trim().includes('\n')) return plain;
  const html = data.getData('text/html');
  const rich = html ? textFromHtml(html) : '';
  return !plain.trim() || rich.includes('\n') ? rich : plain;
}

/**
 * The article in a text or HTML file.
 *
 * @param {File} file
 */
export async function textFromFile(file) {
  const html = /\.html?$/i.test(file.name) || file.type === 'text/html';
  if (!html && !/\.(txt|text|md)$/i.test(file.name) && !file.type.startsWith('text/')) {
    throw new InputError(`“${file.name}” is neither a text nor an HTML file.`);
  }
  if (file.size > MAX_FILE) throw new InputError(`“${file.name}” is larger than 5 MB.`);
  const content = decode(new Uint8Array(await file.arrayBuffer()));
  return html ? textFromHtml(content) : normalized(content);
}

/**
 * One kind of line break, no lone surrogates and no byte order mark: the
 * offsets in a report then fit the text in the page, the editor and a link.
 *
 * @param {string} text
 */
export function normalized(text) {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n').replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** Parts of a page that are not the article. */
const ASIDE =
  'script, style, template, noscript, nav, aside, footer, form, button, select, textarea, svg, iframe, [hidden], [aria-hidden="true"]';

/** Elements whose text is a paragraph of its own. */
const BLOCK = new Set(
  'ADDRESS ARTICLE BLOCKQUOTE BODY DD DIV DL DT FIGCAPTION FIGURE H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN OL P PRE SECTION TABLE TD TH TR UL'.split(
    ' ',
  ),
);

/**
 * The words of an HTML page, one paragraph a block.
 *
 * @param {string} html
 */
export function textFromHtml(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const element of page.querySelectorAll(ASIDE)) element.remove();
  const [article, another] = page.querySelectorAll('article');
  const root = (another ? null : article) ?? page.querySelector('main') ?? page.body;

  const paragraphs = [''];
  /** @param {Node} node */
  const walk = (node) => {
    if (node instanceof Text) paragraphs[paragraphs.length - 1] += node.data.replace(/\s+/g, ' ');
    if (!(node instanceof Element)) return;
    const breaks = BLOCK.has(node.tagName) || node.tagName === 'BR';
    if (breaks) paragraphs.push('');
    for (const child of node.childNodes) walk(child);
    if (breaks) paragraphs.push('');
  };
  walk(root);
  const lines = paragraphs.map((paragraph) => paragraph.replace(/ +/g, ' ').trim());
  return normalized(lines.filter(Boolean).join('\n\n'));
}

/**
 * The characters in a file. Files older than UTF-8 are mostly Windows-1252,
 * which can hold any bytes, so it comes last.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
function decode(bytes) {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
