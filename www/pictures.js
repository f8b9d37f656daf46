// Two pictures of the article: the tone of its voices paragraph by paragraph,
// and how much each speaker gets to say. Each has its numbers below it, for
// those who read rather than see, and can be saved.

import { draw, hit, make } from './dom.js';
import { headline, shortened } from './line.js';
import { percent } from './reading.js';
import { download, fileName } from './save.js';
import { signed } from './tone.js';

/** @typedef {import('./pkg/whosaid.js').Tone} Tone */
/** @typedef {import('./reading.js').Reading} Reading */

/**
 * What one figure shows.
 *
 * @typedef {object} Plot
 * @property {string} title
 * @property {(width: number) => SVGSVGElement} picture
 * @property {string[]} head of the table of its numbers
 * @property {string[][]} rows
 */

/** Widths that a picture is drawn for, so that its labels keep their size on a phone. */
const NARROWEST = 240;
const WIDEST = 640;
/** Height of the tone's picture between −1 and +1, and of what stands below. */
const SCALE_HEIGHT = 194;
const FOOT = 36;
/** Room for “+0.5” in the widest of fonts. */
const LEFT = 44;
/** Height of a line of labels, and where its letters stand in it. */
const LINE = 18;
const LETTERS = 16;
/** How far one part of the legend is from the next, and the width that takes both. */
const BESIDE = 190;
const BOTH = 400;
/** Width that the number of a paragraph has to itself at least. */
const NUMBER = 36;
/** Height of a speaker's bar with its name. */
const ROW = 30;
/** How many speakers have a bar; the rest share one. */
const BARS = 12;
/** Width of a letter in a name, rather more than less, and of a percentage. */
const LETTER = 8;
const PERCENT = 48;
/** Room around a saved picture, and above it for its title and the headline. */
const MARGIN = 24;
const HEAD = 52;
/** Dots of a saved picture for each of the screen's. */
const DOTS = 2;

/** What a saved picture keeps of the page's style. */
const KEPT = ['fill', 'stroke', 'stroke-width', 'font-size', 'font-weight', 'font-family', 'text-anchor'];

export class PicturesView {
  #root;
  /** @type {Reading | null} */
  #reading = null;
  /** @type {Plot[]} */
  #plots = [];
  #width = WIDEST;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    root.addEventListener('click', (event) => {
      const button = hit(event, '[data-save]');
      const picture = button?.closest('figure')?.querySelector('svg');
      if (button && picture && this.#reading) void save(picture, this.#reading, button.dataset.save === 'png');
    });
    // After the layout that told of the new width, for this changes it again.
    new ResizeObserver(() => requestAnimationFrame(() => this.#fit())).observe(root);
  }

  clear() {
    this.#root.replaceChildren();
    this.#plots = [];
    this.#reading = null;
  }

  /** @param {Reading} reading */
  show(reading) {
    this.#reading = reading;
    this.#plots = [toneOf(reading), shareOf(reading)];
    this.#width = this.#room();
    this.#root.replaceChildren(...this.#plots.map((plot) => figure(plot, this.#width)));
  }

  /** Draws the pictures again if there is more or less room for them, as on a phone that is turned. */
  #fit() {
    const width = this.#room();
    if (width === this.#width) return;
    this.#width = width;
    const shown = this.#root.querySelectorAll('svg');
    for (const [index, { picture }] of this.#plots.entries()) shown[index]?.replaceWith(picture(width));
  }

  /** The width there is; out of sight, as on paper, all of it. */
  #room() {
    return Math.max(NARROWEST, Math.min(this.#root.clientWidth || WIDEST, WIDEST));
  }
}

/**
 * @param {Plot} plot
 * @param {number} width
 */
function figure({ title, picture, head, rows }, width) {
  const cells = (/** @type {'th' | 'td'} */ tag, /** @type {string[]} */ row) =>
    make('tr', {}, ...row.map((cell) => make(tag, tag === 'th' ? { scope: 'col' } : {}, make('bdi', {}, cell))));
  return make(
    'figure',
    {},
    make('figcaption', {}, title),
    picture(width),
    make(
      'div',
      { class: 'actions' },
      make('button', { type: 'button', 'data-save': 'svg' }, 'Save as SVG', make('span', { class: 'unseen' }, ` of “${title}”`)),
      make('button', { type: 'button', 'data-save': 'png' }, 'Save as PNG', make('span', { class: 'unseen' }, ` of “${title}”`)),
    ),
    make(
      'details',
      {},
      make('summary', {}, 'The numbers'),
      make('table', { class: 'numbers' }, make('thead', {}, cells('th', head)), make('tbody', {}, ...rows.map((row) => cells('td', row)))),
    ),
  );
}

/** @param {Reading} reading @returns {Plot} */
function toneOf({ report: { paragraphs } }) {
  const number = (/** @type {Tone | null} */ tone) => (tone ? `${tone.label} ${signed(tone.score)}` : '–');
  return {
    title: 'Tone along the article',
    picture: (width) => tonePicture(paragraphs, width),
    head: ['Paragraph', 'Whole', 'Reporter', 'Quoted'],
    rows: paragraphs.map(({ tone, narrator, quoted }, index) => [String(index + 1), number(tone), number(narrator), number(quoted)]),
  };
}

/**
 * @param {import('./pkg/whosaid.js').Paragraph[]} paragraphs
 * @param {number} width
 */
function tonePicture(paragraphs, width) {
  const beside = width >= BOTH;
  const top = LINE * (beside ? 1 : 2) + 12;
  const bottom = top + SCALE_HEIGHT;
  const height = bottom + FOOT;
  const step = (width - LEFT - 8) / Math.max(paragraphs.length, 1);
  const x = (/** @type {number} */ index) => LEFT + (index + 0.5) * step;
  const y = (/** @type {number} */ score) => (top + bottom) / 2 - (score * SCALE_HEIGHT) / 2;
  const size = Math.max(1.5, Math.min(4.5, step * 0.3));
  const described = `Tone of the reporter and of those quoted, for each of ${paragraphs.length} paragraphs; the numbers are below.`;
  const picture = draw('svg', {
    class: 'picture',
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-label': described,
    'data-name': 'tone',
  });

  for (const score of [-1, -0.5, 0, 0.5, 1]) {
    picture.append(draw('path', { class: score === 0 ? 'axis strong' : 'axis', d: `M${LEFT} ${y(score)}H${width}` }));
    const label = score === 0 ? '0' : signed(score).replace(/\.?0+$/, '');
    picture.append(draw('text', { class: 'label end', x: LEFT - 6, y: y(score) + 4 }, label));
  }
  const every = Math.max(1, Math.ceil((paragraphs.length * NUMBER) / (width - LEFT)));
  paragraphs.forEach(({ tone, narrator, quoted }, index) => {
    if (index % every === 0) picture.append(draw('text', { class: 'label middle', x: x(index), y: bottom + LINE }, String(index + 1)));
    // A byline has its place, but no tone.
    if (!tone) return;
    const own = narrator ?? (quoted ? null : tone);
    if (own && quoted) picture.append(draw('path', { class: 'between', d: `M${x(index)} ${y(own.score)}V${y(quoted.score)}` }));
    if (own) picture.append(draw('circle', { class: 'narrator', cx: x(index), cy: y(own.score), r: size }));
    if (quoted)
      picture.append(draw('rect', { class: 'quoted', x: x(index) - size, y: y(quoted.score) - size, width: 2 * size, height: 2 * size }));
  });
  const [left, line] = beside ? [LEFT + BESIDE, 0] : [LEFT, LINE];
  picture.append(
    draw('circle', { class: 'narrator', cx: LEFT + 5, cy: 12, r: 4.5 }),
    draw('text', { class: 'label', x: LEFT + 15, y: LETTERS }, 'the reporter’s own words'),
    draw('rect', { class: 'quoted', x: left + 0.5, y: line + 7.5, width: 9, height: 9 }),
    draw('text', { class: 'label', x: left + 15, y: line + LETTERS }, 'those who are quoted'),
    draw('text', { class: 'label end', x: width, y: height - 4 }, 'paragraph'),
  );
  return picture;
}

/** @param {Reading} reading @returns {Plot} */
function shareOf(reading) {
  const voices = reading.voices();
  const all = Math.max(
    1,
    voices.reduce((sum, { words }) => sum + words, 0),
  );
  const rest = voices.slice(BARS);
  const bars = voices.slice(0, BARS).map(({ name, words }) => ({ name, share: words / all }));
  if (rest.length > 0) bars.push({ name: `${rest.length} others`, share: rest.reduce((sum, { words }) => sum + words, 0) / all });
  return {
    title: 'Share of voice',
    picture: (width) => sharePicture(bars, width),
    head: ['Speaker', 'Words', 'Share', 'Attributions'],
    rows: voices.map(({ name, words, quotes }) => [name, String(words), percent(words / all), String(quotes)]),
  };
}

/**
 * A bar as long as its track is all that anybody says, as on the cards of people.
 *
 * @param {{ name: string, share: number }[]} bars
 * @param {number} width
 */
function sharePicture(bars, width) {
  const described = `Share of voice: ${
    bars
      .slice(0, 3)
      .map(({ name, share }) => `${name} ${percent(share)}`)
      .join(', ') || 'nobody is quoted'
  }; the numbers are below.`;
  const height = Math.max(1, bars.length) * ROW + 8;
  const picture = draw('svg', {
    class: 'picture',
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-label': described,
    'data-name': 'share-of-voice',
  });
  bars.forEach(({ name, share }, index) => {
    const top = index * ROW;
    picture.append(
      draw('text', { class: 'label strong', x: 0, y: top + 14 }, shortened(name, Math.floor((width - PERCENT) / LETTER))),
      draw('text', { class: 'label end', x: width, y: top + 14 }, percent(share)),
      draw('rect', { class: 'track', x: 0, y: top + 19, width, height: 6 }),
      draw('rect', { class: 'share', x: 0, y: top + 19, width: width * share, height: 6 }),
    );
  });
  return picture;
}

/**
 * Saves a picture as the page shows it, with a title and a margin.
 *
 * @param {SVGSVGElement} shown
 * @param {Reading} reading
 * @param {boolean} asPng
 */
async function save(shown, reading, asPng) {
  const name = (/** @type {string} */ extension) => `${shown.dataset.name}-${fileName(reading, extension)}`;
  const { picture, width, height } = standalone(shown, headline(reading));
  const source = new XMLSerializer().serializeToString(picture);
  if (!asPng) return download(name('svg'), 'image/svg+xml', source);
  const address = URL.createObjectURL(new Blob([source], { type: 'image/svg+xml' }));
  const image = new Image(width * DOTS, height * DOTS);
  image.src = address;
  await image.decode();
  URL.revokeObjectURL(address);
  const canvas = make('canvas', { width: width * DOTS, height: height * DOTS });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && download(name('png'), 'image/png', blob));
}

/**
 * A picture that needs neither a style sheet nor the page around it to be
 * understood, on the page's background.
 *
 * @param {SVGSVGElement} shown
 * @param {string} article what it is about
 */
function standalone(shown, article) {
  const picture = /** @type {SVGSVGElement} */ (shown.cloneNode(true));
  const copies = picture.querySelectorAll('*');
  shown.querySelectorAll('*').forEach((element, index) => {
    const style = getComputedStyle(element);
    for (const property of KEPT) copies[index]?.setAttribute(property, style.getPropertyValue(property));
    copies[index]?.removeAttribute('class');
  });
  const [, , inner = WIDEST, below = 0] = (shown.getAttribute('viewBox') ?? '').split(' ').map(Number);
  const [width, height] = [inner + 2 * MARGIN, below + HEAD + 2 * MARGIN];
  const [left, top] = [-MARGIN, -HEAD - MARGIN];
  picture.removeAttribute('class');
  picture.setAttribute('width', String(width));
  picture.setAttribute('height', String(height));
  picture.setAttribute('viewBox', `${left} ${top} ${width} ${height}`);
  const caption = shown.closest('figure')?.querySelector('figcaption');
  const title = getComputedStyle(caption ?? shown);
  const label = getComputedStyle(shown.querySelector('.label:not(.strong)') ?? shown);
  picture.prepend(
    draw('rect', { x: left, y: top, width, height, fill: getComputedStyle(document.documentElement).backgroundColor }),
    draw(
      'text',
      {
        x: 0,
        y: -HEAD + 14,
        fill: title.color,
        'font-family': title.fontFamily,
        'font-size': title.fontSize,
        'font-weight': title.fontWeight,
      },
      caption?.textContent ?? '',
    ),
    draw(
      'text',
      { x: 0, y: -HEAD + 34, fill: label.fill, 'font-family': label.fontFamily, 'font-size': label.fontSize },
      fitted(article, inner, label),
    ),
  );
  return { picture, width, height };
}

/**
 * As much of a line as there is room for.
 *
 * @param {string} line
 * @param {number} width
 * @param {CSSStyleDeclaration} style
 */
function fitted(line, width, { fontSize, fontFamily }) {
  const pen = make('canvas').getContext('2d');
  if (pen) pen.font = `${fontSize} ${fontFamily}`;
  let most = [...line].length;
  while (most > 1 && (pen?.measureText(shortened(line, most)).width ?? 0) > width) most -= 1;
  return shortened(line, most);
}
