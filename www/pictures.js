// Two pictures of the article: the tone of its voices paragraph by paragraph,
// and how much each speaker gets to say. Each has its numbers below it, for
// those who read rather than see, and can be saved.

import { draw, hit, make } from './dom.js';
import { percent } from './reading.js';
import { download, fileName } from './save.js';
import { signed } from './tone.js';

/** @typedef {import('./pkg/whosaid.js').Tone} Tone */
/** @typedef {import('./reading.js').Reading} Reading */

const WIDTH = 640;
/** Height of the tone's picture, and of its part between −1 and +1. */
const HEIGHT = 260;
const TOP = 30;
const BOTTOM = 224;
const LEFT = 34;
/** At most so many numbers stand below the picture of the tone. */
const NUMBERS = 16;
/** Height of a speaker's bar with its name. */
const ROW = 30;
/** How many speakers have a bar; the rest share one. */
const BARS = 12;
/** Characters of a name that have room above its bar. */
const NAME = 60;
/** Dots of a saved picture for each of the screen's. */
const SCALE = 2;

/** What a saved picture keeps of the page's style. */
const KEPT = ['fill', 'stroke', 'stroke-width', 'font-size', 'font-weight', 'font-family', 'text-anchor'];

export class PicturesView {
  #root;
  /** @type {Reading | null} */
  #reading = null;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    root.addEventListener('click', (event) => {
      const button = hit(event, '[data-save]');
      const picture = button?.closest('figure')?.querySelector('svg');
      if (button && picture && this.#reading) void save(picture, this.#reading, button.dataset.save === 'png');
    });
  }

  clear() {
    this.#root.replaceChildren();
    this.#reading = null;
  }

  /** @param {Reading} reading */
  show(reading) {
    this.#reading = reading;
    this.#root.replaceChildren(toneFigure(reading), shareFigure(reading));
  }
}

/**
 * @param {string} title
 * @param {SVGSVGElement} picture
 * @param {string[]} head
 * @param {string[][]} rows
 */
function figure(title, picture, head, rows) {
  const cells = (/** @type {'th' | 'td'} */ tag, /** @type {string[]} */ row) => make('tr', {}, ...row.map((cell) => make(tag, tag === 'th' ? { scope: 'col' } : {}, make('bdi', {}, cell))));
  return make(
    'figure',
    {},
    make('figcaption', {}, title),
    picture,
    make(
      'div',
      { class: 'actions' },
      make('button', { type: 'button', 'data-save': 'svg' }, 'Save as SVG', make('span', { class: 'unseen' }, ` of “${title}”`)),
      make('button', { type: 'button', 'data-save': 'png' }, 'Save as PNG', make('span', { class: 'unseen' }, ` of “${title}”`)),
    ),
    make('details', {}, make('summary', {}, 'The numbers'), make('table', { class: 'numbers' }, make('thead', {}, cells('th', head)), make('tbody', {}, ...rows.map((row) => cells('td', row))))),
  );
}

/** @param {Reading} reading */
function toneFigure({ report: { paragraphs } }) {
  const step = (WIDTH - LEFT - 8) / Math.max(paragraphs.length, 1);
  const x = (/** @type {number} */ index) => LEFT + (index + 0.5) * step;
  const y = (/** @type {number} */ score) => (TOP + BOTTOM) / 2 - (score * (BOTTOM - TOP)) / 2;
  const size = Math.max(1.5, Math.min(4.5, step * 0.3));
  const described = `Tone of the reporter and of those quoted, for each of ${paragraphs.length} paragraphs; the numbers are below.`;
  const picture = draw('svg', { class: 'picture', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': described, 'data-name': 'tone' });

  for (const score of [-1, -0.5, 0, 0.5, 1]) {
    picture.append(draw('path', { class: score === 0 ? 'axis strong' : 'axis', d: `M${LEFT} ${y(score)}H${WIDTH}` }));
    const label = score === 0 ? '0' : signed(score).replace(/\.?0+$/, '');
    picture.append(draw('text', { class: 'label end', x: LEFT - 6, y: y(score) + 4 }, label));
  }
  const every = Math.max(1, Math.ceil(paragraphs.length / NUMBERS));
  paragraphs.forEach(({ tone, narrator, quoted }, index) => {
    if (index % every === 0) picture.append(draw('text', { class: 'label middle', x: x(index), y: BOTTOM + 18 }, String(index + 1)));
    const own = narrator ?? (quoted ? null : tone);
    if (own && quoted) picture.append(draw('path', { class: 'between', d: `M${x(index)} ${y(own.score)}V${y(quoted.score)}` }));
    if (own) picture.append(draw('circle', { class: 'narrator', cx: x(index), cy: y(own.score), r: size }));
    if (quoted) picture.append(draw('rect', { class: 'quoted', x: x(index) - size, y: y(quoted.score) - size, width: 2 * size, height: 2 * size }));
  });
  picture.append(
    draw('circle', { class: 'narrator', cx: LEFT + 5, cy: 12, r: 4.5 }),
    draw('text', { class: 'label', x: LEFT + 15, y: 16 }, 'the reporter’s own words'),
    draw('rect', { class: 'quoted', x: LEFT + 190, y: 7.5, width: 9, height: 9 }),
    draw('text', { class: 'label', x: LEFT + 205, y: 16 }, 'those who are quoted'),
    draw('text', { class: 'label end', x: WIDTH, y: HEIGHT - 4 }, 'paragraph'),
  );
  const number = (/** @type {Tone | null} */ tone) => (tone ? `${tone.label} ${signed(tone.score)}` : '–');
  return figure(
    'Tone along the article',
    picture,
    ['Paragraph', 'Whole', 'Reporter', 'Quoted'],
    paragraphs.map(({ tone, narrator, quoted }, index) => [String(index + 1), number(tone), number(narrator), number(quoted)]),
  );
}

/** @param {Reading} reading */
function shareFigure(reading) {
  const voices = reading.voices();
  const all = Math.max(1, voices.reduce((sum, { words }) => sum + words, 0));
  const rest = voices.slice(BARS);
  const bars = voices.slice(0, BARS).map(({ name, words }) => ({ name, words }));
  if (rest.length > 0) bars.push({ name: `${rest.length} others`, words: rest.reduce((sum, { words }) => sum + words, 0) });
  const most = Math.max(1, ...bars.map(({ words }) => words));
  const described = `Share of voice: ${bars.slice(0, 3).map(({ name, words }) => `${name} ${percent(words / all)}`).join(', ') || 'nobody is quoted'}; the numbers are below.`;
  const height = Math.max(1, bars.length) * ROW + 8;
  const picture = draw('svg', { class: 'picture', viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': described, 'data-name': 'share-of-voice' });
  bars.forEach(({ name, words }, index) => {
    const top = index * ROW;
    const short = [...name].length > NAME ? `${[...name].slice(0, NAME).join('')}…` : name;
    picture.append(
      draw('text', { class: 'label strong', x: 0, y: top + 14 }, short),
      draw('text', { class: 'label end', x: WIDTH, y: top + 14 }, percent(words / all)),
      draw('rect', { class: 'track', x: 0, y: top + 19, width: WIDTH, height: 6 }),
      draw('rect', { class: 'share', x: 0, y: top + 19, width: (WIDTH * words) / most, height: 6 }),
    );
  });
  return figure(
    'Share of voice',
    picture,
    ['Speaker', 'Words', 'Share', 'Attributions'],
    voices.map(({ name, words, quotes }) => [name, String(words), percent(words / all), String(quotes)]),
  );
}

/**
 * Saves a picture as the page shows it.
 *
 * @param {SVGSVGElement} shown
 * @param {Reading} reading
 * @param {boolean} asPng
 */
async function save(shown, reading, asPng) {
  const name = (/** @type {string} */ extension) => `${shown.dataset.name}-${fileName(reading, extension)}`;
  const [, , width = WIDTH, height = HEIGHT] = (shown.getAttribute('viewBox') ?? '').split(' ').map(Number);
  const source = new XMLSerializer().serializeToString(standalone(shown, width, height));
  if (!asPng) return download(name('svg'), 'image/svg+xml', source);
  const address = URL.createObjectURL(new Blob([source], { type: 'image/svg+xml' }));
  const image = new Image(width * SCALE, height * SCALE);
  image.src = address;
  await image.decode();
  URL.revokeObjectURL(address);
  const canvas = make('canvas', { width: width * SCALE, height: height * SCALE });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && download(name('png'), 'image/png', blob));
}

/**
 * A picture that needs no style sheet, on the page's background.
 *
 * @param {SVGSVGElement} shown
 * @param {number} width
 * @param {number} height
 */
function standalone(shown, width, height) {
  const copy = /** @type {SVGSVGElement} */ (shown.cloneNode(true));
  const copies = copy.querySelectorAll('*');
  shown.querySelectorAll('*').forEach((element, index) => {
    const style = getComputedStyle(element);
    for (const property of KEPT) copies[index]?.setAttribute(property, style.getPropertyValue(property));
    copies[index]?.removeAttribute('class');
  });
  copy.removeAttribute('class');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  copy.prepend(draw('rect', { width, height, fill: paper }));
  return copy;
}
