// Who said what: one row an attribution, and in each row the reasons for it.

import { QUOTED, THOUGHT, thought } from './act.js';
import { batches, hit, inSlices, make, reveal } from './dom.js';
import { counted, isDoubtful, percent, sureness, UNKNOWN } from './reading.js';
import { roving } from './roving.js';
import { evidence, scored } from './tone.js';

/** @typedef {import('./pkg/whosaid.js').Quote} Quote */
/** @typedef {import('./pkg/whosaid.js').Rule} Rule */
/** @typedef {import('./reading.js').Reading} Reading */
/** @typedef {'place' | 'speaker' | 'kind' | 'tone' | 'sure'} Order */

/** @type {Record<Rule, string>} */
const RULES = {
  quote_marks: 'Quotation marks, with a verb of saying and its subject beside them',
  quote_alone: 'Words that read as somebody’s, with nobody named beside them',
  that_clause: 'A verb of saying with “that” or “whether”',
  infinitive: 'A word of saying or wanting with “to” and what is to be done',
  complement: 'A word of saying, thinking or judging, followed by what it is about',
  parenthetical: 'A verb of saying after or inside what is said',
  according_to: 'A phrase such as “according to”',
  transcript: 'A name and a colon, as in a transcript',
  signature: 'A dash and a name under a quotation',
};

/** @type {{ title: string, order: Order, name: string, before?: string, hint?: string }[]} */
const COLUMNS = [
  { title: 'Place', order: 'place', name: 'place' },
  { title: 'Speaker', order: 'speaker', name: 'speaker' },
  { title: 'Kind', order: 'kind', name: 'words', before: 'What they said' },
  { title: 'Tone', order: 'tone', name: 'tone' },
  {
    title: 'Sure',
    order: 'sure',
    name: 'sure',
    hint: 'How sure Whosaid is of the whole row: that this is said, by whom, and in which words',
  },
];

const KINDS = ['direct', 'mixed', 'indirect'];

export class TableView {
  #table;
  #stops;
  #head = head();
  /** @type {Reading | null} */
  #reading = null;
  /** @type {Map<number, HTMLTableRowElement>} */
  #rows = new Map();
  /** @type {number | null} */
  #chosen = null;
  /** @type {{ by: Order, descending: boolean }} */
  #order = { by: 'place', descending: false };
  #grouped = false;
  /** @type {(quote: Quote) => boolean} */
  #shown = () => true;

  /**
   * @param {HTMLTableElement} table
   * @param {(quote: number, byKey: boolean) => void} onChoose
   */
  constructor(table, onChoose) {
    this.#table = table;
    table.replaceChildren(this.#head);
    this.#stops = roving(table, 'button.said');
    table.addEventListener('click', (event) => {
      const order = hit(event, '[data-order]');
      if (order) return this.#sort(/** @type {Order} */ (order.dataset.order));
      const row = hit(event, 'tr[data-quote]');
      const selecting = getSelection()?.type === 'Range';
      if (row && !selecting && !hit(event, 'details')) onChoose(Number(row.dataset.quote), event.detail === 0);
    });
    // “toggle” does not bubble. The reasons are written when somebody asks for them.
    table.addEventListener('toggle', (event) => this.#reason(event), { capture: true });
  }

  clear() {
    this.#empty();
    this.#rows.clear();
    this.#chosen = null;
    this.#reading = null;
  }

  /**
   * @param {Reading} reading
   * @param {AbortSignal} signal
   */
  async show(reading, signal) {
    this.clear();
    this.#reading = reading;
    this.#order = { by: 'place', descending: false };
    this.#shown = () => true;
    this.#head.hidden = false;
    this.#showOrder();
    await inSlices(batches(reading.report.quotes), signal, (batch) => {
      for (const quote of batch) this.#rows.set(quote.id, rowOf(quote, reading));
      if (!this.#grouped) this.#append(batch);
    });
    if (this.#grouped) this.#arrange();
    this.#stops.start();
  }

  /** @param {number | null} quote */
  choose(quote) {
    this.#press(false);
    this.#chosen = quote;
    this.#press(true);
  }

  /** @param {boolean} pressed */
  #press(pressed) {
    const row = this.#chosen === null ? undefined : this.#rows.get(this.#chosen);
    row?.classList.toggle('chosen', pressed);
    row?.querySelector('.said')?.setAttribute('aria-pressed', String(pressed));
  }

  /**
   * Brings a row into view.
   *
   * @param {number} quote
   * @param {boolean} byKey whether the keyboard goes there too
   */
  goTo(quote, byKey) {
    const row = this.#rows.get(quote);
    const button = row?.querySelector('.said');
    if (!row || !(button instanceof HTMLElement)) return;
    this.#stops.settle(button);
    if (byKey) button.focus({ preventScroll: true });
    reveal(row);
  }

  /**
   * Leaves out the rows of other attributions.
   *
   * @param {(quote: Quote) => boolean} shown
   */
  filter(shown) {
    this.#shown = shown;
    if (this.#grouped) this.#arrange();
    else this.#hide();
    this.#stops.start();
  }

  /**
   * Puts the rows of each speaker together, or all in one order again.
   *
   * @param {boolean} grouped
   */
  group(grouped) {
    this.#grouped = grouped;
    this.#table.classList.toggle('grouped', grouped);
    this.#arrange();
    this.#stops.start();
  }

  /** Takes all groups out; the head stays, for the keyboard may be in it. */
  #empty() {
    for (const group of [...this.#table.tBodies]) group.remove();
  }

  /** Hides the rows that are filtered out, and groups without any other. */
  #hide() {
    for (const quote of this.#reading?.report.quotes ?? []) {
      const row = this.#rows.get(quote.id);
      if (row) row.hidden = !this.#shown(quote);
    }
    // A head without rows below it would look broken.
    this.#head.hidden = !(this.#reading?.report.quotes ?? []).some(this.#shown);
    for (const group of this.#table.tBodies) group.hidden = !group.querySelector('tr[data-quote]:not([hidden])');
  }

  /** @param {Order} by */
  #sort(by) {
    const descending = this.#order.by === by && !this.#order.descending;
    this.#order = { by, descending };
    this.#showOrder();
    this.#arrange();
  }

  /** Puts all rows into their order, or those that are shown into their groups. */
  #arrange() {
    if (!this.#reading) return;
    const { by, descending } = this.#order;
    const quotes = [...this.#reading.report.quotes].sort(comparison(by, this.#reading));
    if (descending) quotes.reverse();
    this.#empty();
    for (const { name, own } of this.#grouped ? byVoice(quotes.filter(this.#shown), this.#reading) : [{ name: null, own: quotes }]) {
      let title = name === null ? null : titleOf(name, own, this.#reading);
      for (const batch of batches(own)) {
        this.#append(batch, title);
        title = null;
      }
    }
    this.#hide();
  }

  /**
   * Appends a batch of rows as a group of its own.
   *
   * @param {Quote[]} quotes
   * @param {HTMLTableRowElement | null} title a row above them
   */
  #append(quotes, title = null) {
    const rows = quotes.flatMap(({ id }) => this.#rows.get(id) ?? []);
    const group = make('tbody', { role: 'rowgroup' }, title, ...rows);
    group.style.setProperty('--rows', String(rows.length));
    this.#table.append(group);
  }

  /** Says in the heads of the columns which one the order follows. */
  #showOrder() {
    const { by, descending } = this.#order;
    for (const button of this.#table.querySelectorAll('[data-order]')) {
      const current = button instanceof HTMLElement && button.dataset.order === by;
      button.closest('th')?.setAttribute('aria-sort', !current ? 'none' : descending ? 'descending' : 'ascending');
    }
  }

  /** @param {Event} event */
  #reason(event) {
    const details = event.target;
    if (!(details instanceof HTMLDetailsElement) || !details.open || details.children.length > 1) return;
    const quote = this.#reading?.report.quotes[Number(details.closest('tr')?.dataset.quote)];
    if (quote && this.#reading) details.append(reasons(quote, this.#reading));
  }
}

function head() {
  const cells = COLUMNS.map(({ title, order, name, before, hint = null }) =>
    make(
      'th',
      { role: 'columnheader', scope: 'col', class: name },
      before ? make('span', {}, before) : null,
      make('button', { type: 'button', 'data-order': order, title: hint }, title),
    ),
  );
  return make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, ...cells));
}

/**
 * @param {Quote} quote
 * @param {Reading} reading
 */
function rowOf(quote, reading) {
  const cell = (/** @type {string} */ name, /** @type {(Node | string | null | undefined)[]} */ ...children) =>
    make('td', { role: 'cell', class: name }, ...children);
  return make(
    'tr',
    { role: 'row', class: isDoubtful(quote) ? 'doubtful' : null, 'data-quote': quote.id },
    cell(
      'place',
      make('span', { class: 'ordinal' }, String(quote.id + 1)),
      make(
        'span',
        { class: 'where', title: `Paragraph ${quote.paragraph + 1}` },
        make('span', { 'aria-hidden': 'true' }, `¶ ${quote.paragraph + 1}`),
        make('span', { class: 'unseen' }, `paragraph ${quote.paragraph + 1}`),
      ),
    ),
    // Under the title of a group only who speaks with others is named again.
    cell(quote.speakers.length > 1 ? 'speaker several' : 'speaker', ...speakers(quote, reading)),
    cell(
      'words',
      make(
        'button',
        { type: 'button', class: 'said', tabindex: -1, 'aria-pressed': 'false', 'aria-describedby': 'rows-help' },
        make('bdi', {}, reading.said(quote)),
      ),
      make(
        'p',
        { class: 'how' },
        make('span', { class: `badge ${quote.kind}` }, QUOTED[quote.kind]),
        ' ',
        thought(quote),
        ...reading.frame(quote).flatMap(({ part, words }) => [' ', make('bdi', { class: part }, words)]),
      ),
      make('details', {}, make('summary', {}, 'Why')),
    ),
    cell('tone', quote.tone && scored(quote.tone)),
    cell('sure', sure(quote), isDoubtful(quote) ? make('span', { class: 'check' }, 'check') : null),
  );
}

/**
 * A percentage beside “Unknown” would look like certainty about the speaker.
 *
 * @param {Quote} quote
 */
function sure({ speakers, confidence }) {
  if (speakers.length > 0) return make('span', {}, percent(confidence), make('span', { class: 'unseen unit' }, ' sure'));
  const words = `speaker unknown; ${percent(confidence)} sure of the whole row`;
  return make('span', { title: words }, make('span', { 'aria-hidden': 'true' }, '?'), make('span', { class: 'unseen' }, words));
}

/**
 * @param {Quote} quote
 * @param {Reading} reading
 */
function speakers(quote, reading) {
  if (quote.speakers.length === 0) return [make('span', { class: 'unknown' }, 'Unknown')];
  return quote.speakers.flatMap((id) => {
    const speaker = reading.report.speakers[id];
    if (!speaker) return [];
    const role = speaker.role ? [make('span', { class: 'role' }, make('bdi', {}, speaker.role))] : [];
    return [make('span', { class: 'name' }, make('bdi', {}, speaker.name)), ...role];
  });
}

/**
 * Why this row stands in the table.
 *
 * @param {Quote} quote
 * @param {Reading} reading
 */
function reasons(quote, reading) {
  return make(
    'div',
    { class: 'reasons' },
    make('p', {}, `${RULES[quote.rule]}.`),
    quote.act === 'thought' ? make('p', {}, `A thought: ${THOUGHT}.`) : null,
    make('p', {}, ...trail(quote, reading)),
    quote.tone && evidence(quote.tone, reading),
  );
}

/**
 * The way from the source to the speaker: “she” → “Lee” ¶ 2 → Ann Lee.
 *
 * @param {Quote} quote
 * @param {Reading} reading
 */
function trail(quote, reading) {
  const steps = quote.chain.map((span) => `“${reading.shown(span)}” ¶ ${reading.paragraphAt(span[0]) + 1}`);
  if (quote.speakers.length === 0) {
    const unclear = 'The article does not make clear who says this';
    if (steps.length === 0) return [`${unclear}.`];
    return [`${unclear}. It may be `, ...steps.flatMap((step, index) => [index === 0 ? '' : ' or ', make('bdi', {}, step)]), '.'];
  }
  const source = quote.source.map((span) => reading.shown(span)).join(' … ');
  const names = reading.names(quote).join(' and ');
  const way = [...(source ? [`“${source}”`] : []), ...steps, names];
  return way.flatMap((step, index) => (index === 0 ? [make('bdi', {}, step)] : [' → ', make('bdi', {}, step)]));
}

/**
 * Attributions by speaker, in the order of each speaker's first one; who
 * speaks with another has a group with them.
 *
 * @param {Quote[]} quotes
 * @param {Reading} reading
 */
function byVoice(quotes, reading) {
  /** @type {Map<string, Quote[]>} */
  const groups = new Map();
  for (const quote of quotes) {
    const names = reading.names(quote).join(' and ') || 'Unknown';
    const group = groups.get(names);
    if (group) group.push(quote);
    else groups.set(names, [quote]);
  }
  return [...groups].map(([name, own]) => ({ name, own }));
}

/**
 * The name above a group, with the role that a single speaker has.
 *
 * @param {string} name
 * @param {Quote[]} quotes
 * @param {Reading} reading
 */
function titleOf(name, quotes, reading) {
  const [speaker = UNKNOWN, ...others] = quotes[0]?.speakers ?? [];
  const role = others.length === 0 && reading.report.speakers[speaker]?.role;
  return make(
    'tr',
    { role: 'row', class: 'group' },
    make(
      'th',
      { role: 'rowheader', scope: 'rowgroup' },
      make('bdi', {}, name),
      ' ',
      make('span', { class: 'amount' }, counted(quotes.length, 'attribution')),
      role ? ' ' : null,
      role ? make('bdi', { class: 'role' }, role) : null,
    ),
  );
}

/**
 * The place of its kind among the kinds; what is thought comes after what is said.
 *
 * @param {Quote} quote
 */
function rank({ kind, act }) {
  return 2 * KINDS.indexOf(kind) + Number(act === 'thought');
}

/**
 * @param {Order} by
 * @param {Reading} reading
 * @returns {(a: Quote, b: Quote) => number}
 */
function comparison(by, reading) {
  const place = (/** @type {Quote} */ a, /** @type {Quote} */ b) => a.id - b.id;
  if (by === 'place') return place;
  if (by === 'kind') return (a, b) => rank(a) - rank(b) || place(a, b);
  // What is least sure is what wants checking.
  if (by === 'sure') return (a, b) => sureness(a) - sureness(b) || place(a, b);
  // Unknown speakers and texts without a tone come last.
  if (by === 'tone') return (a, b) => (a.tone?.score ?? 2) - (b.tone?.score ?? 2) || place(a, b);
  const names = new Map(reading.report.quotes.map((quote) => [quote.id, reading.names(quote).join(' ') || '\uFFFF']));
  const { compare } = new Intl.Collator('en');
  return (a, b) => compare(names.get(a.id) ?? '', names.get(b.id) ?? '') || place(a, b);
}
