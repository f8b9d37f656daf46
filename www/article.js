// The article as a page of a newspaper: every paragraph as what it is, with the
// sign of its tone, every attribution marked where it stands.

import { manner } from './act.js';
import { batches, hit, inSlices, make, reveal } from './dom.js';
import { groups, parts } from './kinds.js';
import { endsIn } from './reading.js';
import { roving } from './roving.js';
import { cut, inOrder } from './segments.js';
import { clear, explanation, inWords, sign, signed } from './tone.js';

/** @typedef {import('./pkg/whosaid.js').Paragraph} Paragraph */
/** @typedef {import('./pkg/whosaid.js').Quote} Quote */
/** @typedef {import('./pkg/whosaid.js').Span} Span */
/** @typedef {import('./pkg/whosaid.js').Tone} Tone */
/** @typedef {import('./reading.js').Reading} Reading */

/**
 * @typedef {'content' | 'source' | 'cue' | 'number'} Part what shows an attribution
 * @typedef {import('./reading.js').Attributed} Attributed
 * @typedef {import('./segments.js').Layer<Attributed>[]} Layers
 */

/**
 * What paragraphs that stand together are put into. Lists say that they are lists:
 * without bullets of the browser's own, some screen readers would not.
 *
 * @type {Record<import('./kinds.js').Together, { tag: 'ul' | 'blockquote' | 'figure', role?: string }>}
 */
const ELEMENTS = {
  list: { tag: 'ul', role: 'list' },
  notes: { tag: 'ul', role: 'list' },
  post: { tag: 'blockquote' },
  quotation: { tag: 'blockquote' },
  pull: { tag: 'blockquote' },
  picture: { tag: 'figure' },
};

/** @type {Record<Quote['kind'], string>} */
const SPOKEN = { direct: 'quote by', mixed: 'partly quoted, by', indirect: 'reported, by' };

export class ArticleView {
  #root;
  #stops;
  /** @type {Reading | null} */
  #reading = null;
  /**
   * The elements that show an attribution, by its id.
   *
   * @type {Map<number, { element: HTMLElement, part: Part }[]>}
   */
  #marks = new Map();
  /**
   * The attributions that are set apart: the chosen one and the one under the pointer.
   *
   * @type {Record<'chosen' | 'near', number | null>}
   */
  #apart = { chosen: null, near: null };

  /**
   * @param {HTMLElement} root
   * @param {(quote: number, byKey: boolean) => void} onChoose
   */
  constructor(root, onChoose) {
    this.#root = root;
    this.#stops = roving(root, 'button');
    root.addEventListener('click', (event) => {
      const tone = hit(event, 'button.tone');
      if (tone) return this.#explain(tone);
      const mark = hit(event, '[data-quote]');
      const selecting = getSelection()?.type === 'Range';
      if (mark && !selecting) onChoose(Number(mark.dataset.quote), event.detail === 0);
    });
    root.addEventListener('pointerover', (event) => {
      if (event.pointerType !== 'mouse') return;
      const quote = hit(event, '[data-quote]')?.dataset.quote;
      this.#setApart('near', quote === undefined ? null : Number(quote));
    });
    root.addEventListener('pointerleave', () => this.#setApart('near', null));
  }

  clear() {
    this.#root.replaceChildren();
    this.#marks.clear();
    this.#apart = { chosen: null, near: null };
    this.#reading = null;
  }

  /**
   * @param {Reading} reading
   * @param {AbortSignal} signal
   */
  async show(reading, signal) {
    this.clear();
    this.#reading = reading;
    const layers = reading.attributed();
    const all = groups(reading);
    await inSlices(
      batches(all, ({ members }) => members.length),
      signal,
      (batch) => {
        const element = make('div', { class: 'batch' }, ...batch.map((group) => this.#group(group, layers)));
        // Lets the style sheet guess how high the batch is before it is laid out.
        const members = batch.flatMap(({ members }) => members);
        const characters = members.reduce((sum, { paragraph: { span } }) => sum + span[1] - span[0], 0);
        element.style.setProperty('--characters', String(characters));
        this.#root.append(element);
      },
    );
    this.#stops.start();
  }

  /**
   * Sets one attribution off from all others.
   *
   * @param {number | null} quote
   */
  choose(quote) {
    this.#setApart('chosen', quote);
  }

  /**
   * Brings an attribution into view.
   *
   * @param {number} quote
   * @param {boolean} byKey whether the keyboard goes there too
   */
  goTo(quote, byKey) {
    const marks = this.#marksOf(quote);
    const number = marks.find(({ part }) => part === 'number');
    if (number) this.#stops.settle(number.element);
    if (byKey) number?.element.focus({ preventScroll: true });
    const start = marks.find(({ part }) => part === 'content');
    if (start) reveal(start.element);
  }

  /**
   * Lets only some attributions stand out.
   *
   * @param {(quote: Quote) => boolean} shown
   */
  filter(shown) {
    for (const quote of this.#reading?.report.quotes ?? []) {
      const faded = !shown(quote);
      for (const { element, part } of this.#marksOf(quote.id)) element.classList.toggle(`faded-${part}`, faded);
    }
  }

  /**
   * Moves a state from the attribution that has it to another, or to none.
   *
   * @param {'chosen' | 'near'} state
   * @param {number | null} quote
   */
  #setApart(state, quote) {
    const before = this.#apart[state];
    if (before === quote) return;
    this.#apart[state] = quote;
    for (const { element, part } of this.#marksOf(before)) element.classList.remove(`${state}-${part}`);
    for (const { element, part } of this.#marksOf(quote)) element.classList.add(`${state}-${part}`);
  }

  /** @param {number | null} quote */
  #marksOf(quote) {
    return (quote !== null && this.#marks.get(quote)) || [];
  }

  /**
   * Opens or closes the explanation of a paragraph's tone.
   *
   * @param {HTMLElement} button
   */
  #explain(button) {
    const block = button.closest('.paragraph');
    const paragraph = this.#reading?.report.paragraphs[Number(button.dataset.paragraph)];
    if (!block || !paragraph || !this.#reading) return;
    const open = block.classList.toggle('explained');
    button.setAttribute('aria-expanded', String(open));
    const why = block.querySelector('.why');
    if (!open) {
      if (why?.contains(document.activeElement)) button.focus();
      return why?.remove();
    }
    block.append(make('div', { class: 'why', id: `why-${button.dataset.paragraph}` }, ...explanation(paragraph, this.#reading)));
  }

  /** Closes all explanations of tones; their buttons keep the keyboard. */
  closeTones() {
    for (const button of this.#root.querySelectorAll('button.tone[aria-expanded="true"]')) {
      if (button instanceof HTMLElement) this.#explain(button);
    }
  }

  /**
   * Paragraphs that stand together, as a list or a quotation, or one that is alone.
   *
   * @param {import('./kinds.js').Group} group
   * @param {Layers[]} layers of all paragraphs
   */
  #group({ together, members }, layers) {
    const blocks = members.map((member) => this.#paragraph(member, together, layers[member.index] ?? []));
    if (together === null) return blocks[0] ?? '';
    const { tag, role = null } = ELEMENTS[together];
    const inside = together === 'picture' ? [make('figcaption', {}, ...blocks)] : blocks;
    return make(tag, { class: `together ${together}`, role }, ...inside);
  }

  /**
   * @param {import('./kinds.js').Placed} placed
   * @param {import('./kinds.js').Together | null} together what it is part of
   * @param {Layers} layers
   */
  #paragraph(placed, together, layers) {
    const { paragraph, index, name } = placed;
    const { kind } = paragraph;
    const all = this.#reading ? parts(placed, this.#reading) : [];
    const opening = all.slice(0, all.findLastIndex(({ part }) => part === 'colon') + 1);
    const drawn = this.#drawing(paragraph, layers);
    const text = make(tagOf(paragraph, index), { class: 'text' });
    if (opening.length > 0) text.append(make('span', { class: 'label' }, ...opening.flatMap(drawn)));
    else if (kind === 'question') text.append(make('span', { class: 'spoken', dir: 'ltr' }, 'Question:\u00A0'));
    text.append(...all.slice(opening.length).flatMap(drawn));
    // Set last: a browser works the direction out again for every child added later.
    text.dir = 'auto';
    const tone = paragraph.tone && this.#tone(paragraph.tone, index);
    const isItem = together === 'list' || together === 'notes';
    const classes = ['paragraph', kind, ...(index === 0 && kind === 'heading' ? ['headline'] : []), ...(name ? ['names'] : [])];
    return make(isItem ? 'li' : 'div', { class: classes.join(' ') }, tone, text);
  }

  /**
   * What draws the parts of a paragraph, which have to come in their order.
   *
   * @param {Paragraph} paragraph
   * @param {Layers} layers
   * @returns {(part: import('./kinds.js').Part) => Node[]}
   */
  #drawing({ tone }, layers) {
    const evidenceIn = inOrder(clear(tone).map(({ span: [start, end], weight }) => ({ start, end, value: weight })));
    /** @type {Quote | null} */
    let before = null;
    return ({ part, span }) => {
      /** @type {Node[]} */
      const nodes = [];
      for (const { start, end, values } of cut(span, layers)) {
        nodes.push(...this.#segment(start, values, this.#words([start, end], evidenceIn([start, end]))));
        for (const value of values) {
          if (value.part !== 'content' || !endsIn(value.quote, start, end)) continue;
          nodes.push(this.#number(value.quote, before));
          before = value.quote;
        }
      }
      return part === 'words' ? nodes : [make('span', { class: part }, ...nodes)];
    };
  }

  /**
   * @param {Tone} tone
   * @param {number} index
   */
  #tone(tone, index) {
    const words = this.#reading ? inWords(tone, this.#reading) : '';
    return make(
      'button',
      {
        type: 'button',
        class: `tone ${tone.label}`,
        tabindex: -1,
        title: words,
        'aria-label': `Tone of paragraph ${index + 1}: ${words}`,
        'aria-expanded': 'false',
        'data-paragraph': index,
      },
      sign(tone),
      make('span', { class: 'score' }, signed(tone.score)),
    );
  }

  /**
   * A stretch of text; words that give the paragraph its tone are set apart.
   *
   * @param {import('./pkg/whosaid.js').Span} span
   * @param {import('./segments.js').Layer<number>[]} evidence
   */
  #words(span, evidence) {
    return cut(span, evidence).map(({ start, end, values: [weight] }) => {
      const words = this.#reading?.shown([start, end]) ?? '';
      if (weight === undefined) return document.createTextNode(words);
      return make('span', { class: `weighed ${weight < 0 ? 'negative' : 'positive'}` }, words);
    });
  }

  /**
   * One stretch of text, as a mark if it is said, as a span if it tells who
   * says it.
   *
   * @param {number} start
   * @param {Attributed[]} attributed
   * @param {Node[]} words
   */
  #segment(start, attributed, words) {
    attributed.sort((a, b) => a.size - b.size);
    const [innermost] = attributed;
    if (!innermost) return words;
    const contents = attributed.filter(({ part }) => part === 'content');
    const element = make(contents.length > 0 ? 'mark' : 'span', {}, ...words);
    for (const { part, quote } of attributed) {
      element.classList.add(part);
      this.#keep(quote, part, element);
    }
    element.dataset.quote = String(innermost.quote.id);
    if (contents[0]) element.classList.add(contents[0].quote.kind);
    // With a direction of its own, so that it does not choose the paragraph's.
    const begun = contents.find(({ quote }) => quote.content[0]?.[0] === start);
    if (begun) element.prepend(make('span', { class: 'spoken', dir: 'ltr' }, this.#spoken(begun.quote)));
    return [element];
  }

  /**
   * What a screen reader says where others see that somebody speaks.
   *
   * @param {Quote} quote
   */
  #spoken(quote) {
    return `${quote.act === 'thought' ? 'thought, ' : ''}${SPOKEN[quote.kind]} ${this.#who(quote)}:\u00A0`;
  }

  /** @param {Quote} quote */
  #who(quote) {
    return this.#reading?.names(quote).join(' and ') || 'speaker unknown';
  }

  /**
   * The number after an attribution, like that of a footnote: it is what the
   * keyboard stops at.
   *
   * @param {Quote} quote
   * @param {Quote | null} before the attribution before it in its paragraph
   */
  #number(quote, before) {
    const who = this.#who(quote);
    const chip = before && isSameVoice(quote, before) ? '' : this.#chip(quote);
    const element = make('button', {
      type: 'button',
      class: 'number',
      tabindex: -1,
      title: quote.act === 'thought' ? `${who}, thought` : who,
      'aria-label': `Attribution ${quote.id + 1}, ${manner(quote)}: ${who}`,
      'aria-describedby': 'marks-help',
      'data-quote': quote.id,
      'data-number': quote.id + 1,
      'data-who': chip,
    });
    this.#keep(quote, 'number', element);
    return make('span', { class: 'tied', 'data-number': quote.id + 1, 'data-who': chip }, element);
  }

  /**
   * Who is meant by “he” or “the former ambassador”, in a word; empty where the
   * text itself has the name.
   *
   * @param {Quote} quote
   */
  #chip(quote) {
    const source = quote.source.map((span) => this.#reading?.shown(span)).join(' ');
    if (quote.speakers.length === 0) return source ? '' : ' ?';
    const names = quote.speakers.flatMap((id) => this.#reading?.report.speakers[id] ?? []).map(lastName);
    const written = source.toLowerCase();
    return names.every((name) => written.includes(name.toLowerCase())) ? '' : ` ${names.map(shortened).join(', ')}`;
  }

  /**
   * @param {Quote} quote
   * @param {Part} part
   * @param {HTMLElement} element
   */
  #keep(quote, part, element) {
    const marks = this.#marks.get(quote.id);
    if (marks) marks.push({ element, part });
    else this.#marks.set(quote.id, [{ element, part }]);
  }
}

/**
 * Whether the same speakers say both, so that one chip does for them.
 *
 * @param {Quote} quote
 * @param {Quote} before
 */
function isSameVoice({ speakers }, before) {
  return speakers.length > 0 && speakers.join() === before.speakers.join();
}

/**
 * A person's last name, or the whole name of an organization or a group.
 *
 * @param {import('./pkg/whosaid.js').Speaker} speaker
 */
function lastName({ kind, name }) {
  return (
    (kind === 'person' &&
      name
        .replace(/,? (?:Jr|Sr)\.?$/, '')
        .split(/\s+/)
        .at(-1)) ||
    name
  );
}

/** Most characters of a name beside a mark. */
const CHIP = 18;

/** @param {string} name */
function shortened(name) {
  const characters = [...name];
  return characters.length > CHIP
    ? `${characters
        .slice(0, CHIP - 1)
        .join('')
        .trimEnd()}…`
    : name;
}

/**
 * @param {Paragraph} paragraph
 * @param {number} index
 */
function tagOf({ kind }, index) {
  if (kind !== 'heading') return 'p';
  return index === 0 ? 'h3' : 'h4';
}
