// The state of the page and what changes it. Everything else is a view of this
// state or a way for text to come in or go out.

import { Analyzer, Crashed, Stopped } from './analyzer.js';
import { ArticleView } from './article.js';
import { example as exampleText } from './assets.js';
import { bookmark } from './bookmark.js';
import { find, hit } from './dom.js';
import { exporting } from './exporting.js';
import { FiltersView } from './filters.js';
import { InputError, normalized } from './input.js';
import { intake } from './intake.js';
import { keyboard } from './keyboard.js';
import { joining } from './layout.js';
import { Library } from './library.js';
import { headline } from './line.js';
import { decode, encode, isLink, LinkError } from './link.js';
import { hush, say } from './message.js';
import { offline } from './offline.js';
import { PeopleView } from './people.js';
import { PicturesView } from './pictures.js';
import { counted, countWords, isDoubtful, NOTICES, Reading, UNKNOWN } from './reading.js';
import { decodeResults, isResultsLink } from './results.js';
import { SharingSheet } from './sharing.js';
import { TableView } from './table.js';
import { river, whole } from './tone.js';

/** @typedef {import('./pkg/whosaid.js').Quote} Quote */
/** @typedef {import('./library.js').Article} Article */

/** How long the writer must pause before the text is read, in milliseconds. */
const REST_MS = 300;

/** How long a reading may take before the page shows that it is at work, in milliseconds. */
const QUIET_MS = 300;

/** How many articles can be brought back. */
const REMEMBERED = 10;

/** The key in local storage that says: this reader wants no more hints. */
const NO_HINTS = 'whosaid-no-hints';

const state = {
  /** The article; empty where only its results are known. */
  text: '',
  /** Whether every line of it is a paragraph, also where a program broke the line. */
  keepLines: false,
  /** @type {Reading | null} */
  reading: null,
  /** @type {number | null} id of the chosen attribution */
  quote: null,
  /** @type {(quote: Quote) => boolean} which attributions are shown */
  shown: () => true,
  /** Whether the editor is open. */
  editing: true,
  /** Whether somebody has written in the editor since the page put a text there. */
  written: false,
  /** @type {Article[]} the articles before this one */
  before: [],
};

const main = find('work', HTMLElement);
const editor = find('text', HTMLTextAreaElement);
const result = find('result', HTMLElement);
const progress = find('progress', HTMLProgressElement);
const panes = find('panes', HTMLElement);
const hints = find('hints', HTMLElement);
const check = find('check', HTMLButtonElement);
/** As in the style sheet. */
const narrow = matchMedia('(max-width: 60rem)');

/**
 * How far the reader had scrolled in each part when they left it, where the
 * screen has room for one part only.
 *
 * @type {Map<string | undefined, number>}
 */
const left = new Map();

const analyzer = new Analyzer((share) => (find('loaded', HTMLProgressElement).value = share));
const article = new ArticleView(find('article', HTMLElement), (quote, byKey) => {
  choose(quote);
  showPane('table');
  table.goTo(quote, byKey);
});
const table = new TableView(find('table', HTMLTableElement), chooseInArticle);
const people = new PeopleView(find('cards', HTMLElement), {
  onPick: (speaker) => {
    const picked = filters.speaker === speaker ? null : speaker;
    filters.only(picked);
    filter();
    if (picked !== null) goToTable();
  },
  onChoose: chooseInArticle,
});
const pictures = new PicturesView(find('figures', HTMLElement));
const filters = new FiltersView(find('filters', HTMLFormElement), { onFilter: filter, onGroup: (grouped) => table.group(grouped) });
/**
 * Parts that are drawn when they are looked at.
 *
 * @type {Record<string, (reading: Reading) => void>}
 */
const late = {
  people: (reading) => people.show(reading, filters.speaker),
  pictures: (reading) => pictures.show(reading),
};
/** @type {Set<string>} those that do not show this reading yet */
const undrawn = new Set();
const sharing = new SharingSheet();
const library = new Library((article) => takeArticle(article));

/** Loaded with the page, so that pressing the button asks no server. */
const example = exampleText();

// ---------------------------------------------------------------- the text

/**
 * Takes a whole new text and reads it; the one before can come back.
 *
 * @param {string} text
 */
function take(text) {
  takeArticle({ text, keepLines: false });
}

/**
 * @param {Article} article
 * @param {string} replaced what to say if it takes the place of another
 */
function takeArticle(article, replaced = 'The article that was here has been replaced.') {
  const { text, keepLines } = state;
  replace(article);
  if (text.trim() && text !== article.text) {
    state.before = [...state.before.slice(1 - REMEMBERED), { text, keepLines }];
    say(replaced, { action: { label: 'Undo', run: undo } });
  }
}

/** Brings back the article before this one. */
function undo() {
  const before = state.before.pop();
  if (before === undefined) return;
  replace(before);
  say('Undone.');
}

/**
 * Puts an article in the place of what is there, and reads it.
 *
 * @param {Article} article
 */
function replace({ text, keepLines }) {
  hush();
  forgetLink();
  state.text = text;
  state.keepLines = keepLines;
  state.editing = !text.trim();
  write(state.editing ? text : '');
  scrollTo({ top: 0 });
  void read();
  if (!state.editing) main.focus({ preventScroll: true });
}

/**
 * Puts a text into the editor.
 *
 * @param {string} text
 */
function write(text) {
  editor.value = text;
  state.written = false;
}

function clear() {
  takeArticle({ text: '', keepLines: false }, 'Cleared.');
  editor.focus();
}

function edit() {
  state.editing = true;
  write(state.text);
  layOut();
  editor.focus();
  editor.setSelectionRange(0, 0);
  editor.scrollTop = 0;
}

function stopEditing() {
  state.editing = false;
  layOut();
  main.focus({ preventScroll: true });
}

/** The address must not keep a text that is no longer on the page. */
function forgetLink() {
  if (isLink(location.hash) || isResultsLink(location.hash)) history.replaceState(null, '', location.pathname + location.search);
}

// ------------------------------------------------------------- the reading

let current = new AbortController();

/** Analyses the text and shows what comes out. A later call stops an earlier one. */
async function read() {
  current.abort(new Stopped());
  current = new AbortController();
  const { signal } = current;
  const { text, keepLines } = state;
  if (!text.trim()) return forget();

  progress.value = 0;
  const slow = setTimeout(() => working(true), QUIET_MS);
  try {
    const report = await analyzer.analyze(text, keepLines, (done) => (progress.value = done));
    signal.throwIfAborted();
    await show(new Reading(text, report), signal);
  } catch (error) {
    if (error instanceof Crashed) failed();
    else if (!(error instanceof Stopped)) throw error;
  } finally {
    clearTimeout(slow);
    if (!signal.aborted) working(false);
  }
}

/**
 * @param {Reading} reading
 * @param {AbortSignal} signal
 */
async function show(reading, signal) {
  const { report } = reading;
  state.reading = reading;
  state.quote = null;
  state.shown = () => true;
  left.clear();
  filters.show(reading);
  check.setAttribute('aria-pressed', 'false');
  layOut();
  find('river', HTMLElement).replaceChildren(river(report.paragraphs), whole(report));
  for (const part of Object.keys(late)) undrawn.add(part);
  draw(isSeen);
  await Promise.all([article.show(reading, signal), table.show(reading, signal)]);
  filters.count(report.quotes.length, report.quotes.length);
  if (report.notice) say(NOTICES[report.notice], { tone: 'warning' });
  hints.hidden = report.quotes.length === 0 || isExperienced();
  // Somebody who is typing must not hear it again at every pause.
  tell(report.notice || state.editing ? '' : (find('counts', HTMLElement).textContent ?? ''));
}

/** Whether the reader has asked for no more hints. */
function isExperienced() {
  try {
    return localStorage.getItem(NO_HINTS) !== null;
  } catch {
    return false;
  }
}

/** Shows the page without a reading. */
function forget() {
  analyzer.cancel();
  state.reading = null;
  for (const view of [article, table, people, pictures]) view.clear();
  undrawn.clear();
  working(false);
  tell('');
  layOut();
}

function cancel() {
  current.abort(new Stopped());
  forget();
  edit();
  say('Stopped. Your text is still here.', { action: { label: 'Read it again', run: again } });
}

function failed() {
  forget();
  edit();
  say('Something broke while reading this text. Your text is still here; if this keeps happening, please report it.', {
    tone: 'warning',
    action: { label: 'Read it again', run: again },
  });
}

/** Reads the article with its lines joined, or as they were pasted. */
function turnLines() {
  state.keepLines = !state.keepLines;
  void read();
}

function again() {
  hush();
  state.editing = false;
  void read();
}

/** @param {boolean} busy */
function working(busy) {
  if (busy && !state.editing) tell('Reading the article …');
  find('working', HTMLElement).hidden = !busy;
}

// ------------------------------------------------------------------ choices

/** @param {number | null} quote */
function choose(quote) {
  const chosen = quote === null ? undefined : state.reading?.report.quotes[quote];
  state.quote = quote;
  if (chosen) {
    hints.hidden = true;
    if (!state.shown(chosen)) showAll();
  }
  article.choose(quote);
  table.choose(quote);
}

/**
 * Chooses an attribution and goes to it in the article.
 *
 * @param {number} quote
 * @param {boolean} byKey
 */
function chooseInArticle(quote, byKey) {
  choose(quote);
  showPane('article');
  article.goTo(quote, byKey);
}

/**
 * Goes to the next or previous attribution that is shown.
 *
 * @param {1 | -1} by
 */
function step(by) {
  const shown = (state.reading?.report.quotes ?? []).filter(state.shown);
  if (shown.length === 0) return;
  const at = shown.findIndex(({ id }) => id === state.quote);
  const next = shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1)];
  if (!next) return;
  choose(next.id);
  const inTable = isSeen('table');
  if (inTable) table.goTo(next.id, true);
  else showPane('article');
  if (isSeen('article')) article.goTo(next.id, !inTable);
}

/** Shows what the filters let through. */
function filter() {
  const quotes = state.reading?.report.quotes ?? [];
  state.shown = filters.question();
  const shown = quotes.filter(state.shown).length;
  article.filter(state.shown);
  table.filter(state.shown);
  people.pick(filters.speaker);
  check.setAttribute('aria-pressed', String(filters.doubtful));
  filters.count(shown, quotes.length);
  tell(`${shown} of ${counted(quotes.length, 'attribution')} shown`);
}

function showAll() {
  if (!filters.narrows) return;
  filters.reset();
  filter();
}

// ------------------------------------------------------------------- layout

/** Shows the parts of the page that the state calls for. */
function layOut() {
  const { text, reading, editing } = state;
  const quotes = reading?.report.quotes.length ?? 0;
  const partial = reading?.partial ?? false;
  // A text that was not read has neither tone nor speakers, and must not seem to.
  const unread = Boolean(reading?.report.notice);
  const empty = !text.trim() && !partial;
  main.dataset.stage = empty ? 'empty' : editing ? 'writing' : 'reading';
  find('toolbar', HTMLElement).hidden = empty;
  result.hidden = reading === null;
  for (const id of ['river', 'legend', 'side']) find(id, HTMLElement).hidden = unread;
  if (unread) showPane('article');
  find('partial', HTMLElement).hidden = !partial;
  showLayout();
  find('skip-to-table', HTMLElement).hidden = quotes === 0;
  find('nobody', HTMLElement).hidden = quotes > 0;
  for (const id of ['table', 'filters']) find(id, HTMLElement).hidden = quotes === 0;
  for (const id of ['edit', 'keep']) find(id, HTMLButtonElement).hidden = partial;
  find('export', HTMLButtonElement).disabled = reading === null;
  find('edit', HTMLButtonElement).textContent = editing ? 'Close the editor' : 'Edit text';
  find('counts', HTMLElement).textContent = counts();
  const doubtful = unread ? 0 : (reading?.report.quotes.filter(isDoubtful).length ?? 0);
  check.hidden = doubtful === 0;
  check.textContent = `${doubtful} to check`;
}

/** Says what was done to the lines of the article, and what kind of conversation it is. */
function showLayout() {
  const { reading, keepLines } = state;
  const told = keepLines ? 'Every line is a paragraph here, as it was pasted.' : reading && joining(reading);
  find('lines', HTMLElement).hidden = !told;
  find('lines-told', HTMLElement).textContent = told || '';
  find('turn-lines', HTMLButtonElement).textContent = keepLines ? 'Join them' : 'Keep the lines as pasted';
  find('unlabelled', HTMLElement).hidden = reading?.report.layout.conversation !== 'unlabelled';
}

function counts() {
  const { reading } = state;
  const words = reading?.partial ? 'results only' : counted(reading?.words ?? countWords(state.text), 'word');
  if (!reading || reading.report.notice) return words;
  const { paragraphs, quotes } = reading.report;
  const voices = reading.voices().filter(({ id }) => id !== UNKNOWN).length;
  return [words, counted(paragraphs.length, 'paragraph'), counted(quotes.length, 'attribution'), counted(voices, 'speaker')].join(' · ');
}

/**
 * Tells screen reader users what others see at a glance.
 *
 * @param {string} words
 */
function tell(words) {
  find('told', HTMLElement).textContent = words;
}

/** Whether the screen has room for one part only. */
function isAlone() {
  return narrow.matches;
}

/**
 * Draws the parts that wait for it, if the reader is to see them.
 *
 * @param {(part: string) => boolean} seen
 */
function draw(seen) {
  for (const part of [...undrawn].filter(seen)) {
    if (state.reading) late[part]?.(state.reading);
    undrawn.delete(part);
  }
}

/** Says in the tabs which parts are shown, and draws those that were not yet. */
function pressPanes() {
  draw(isSeen);
  for (const button of panes.querySelectorAll('button')) {
    button.setAttribute('aria-pressed', String(isSeen(button.dataset.pane ?? '')));
  }
}

/** @param {string} pane */
function isSeen(pane) {
  return main.dataset.pane === pane || (!isAlone() && main.dataset.side === pane);
}

/**
 * Shows a part beside the article or, where the screen has room for one part
 * only, in its place: where the reader left it or else from its start.
 *
 * @param {string} pane
 */
function showPane(pane) {
  const before = main.dataset.pane;
  left.set(before, scrollY);
  main.dataset.pane = pane;
  if (pane !== 'article') main.dataset.side = pane;
  pressPanes();
  if (!isAlone() || pane === before || result.hidden) return;
  const start = result.getBoundingClientRect().top + scrollY;
  scrollTo({ top: left.get(pane) ?? Math.min(scrollY, start) });
}

/** Shows the table and puts the keyboard there. */
function goToTable() {
  showPane('table');
  find('who', HTMLElement).focus({ preventScroll: true });
}

// -------------------------------------------------------------------- links

async function openLink() {
  const { hash } = location;
  try {
    if (isResultsLink(hash)) await takeResults(await decodeResults(hash));
    else if (isLink(hash)) takeLinked(normalized(await decode(hash)));
    else return;
    history.replaceState(null, '', hash);
  } catch (error) {
    complain(error);
  }
}

/** @param {string} text */
function takeLinked(text) {
  if (!text.trim()) throw new LinkError('There is no text in this link.');
  take(text);
}

/** @param {Reading} reading of somebody else's making */
async function takeResults(reading) {
  take('');
  state.editing = false;
  current = new AbortController();
  await show(reading, current.signal);
}

/**
 * Changes to a new version of the page; the text goes along in the address.
 *
 * @param {() => void} apply
 */
async function update(apply) {
  try {
    if (state.text.trim()) history.replaceState(null, '', await encode(state.text));
    apply();
  } catch (error) {
    complain(error);
  }
}

/** @param {unknown} error */
function complain(error) {
  if (!(error instanceof LinkError || error instanceof InputError)) throw error;
  say(error.message, { tone: 'warning' });
}

async function keep() {
  const { text, keepLines, reading } = state;
  const kept = await library.keep({ text, keepLines }, reading ? headline(reading) : text);
  if (kept) say('Kept in this browser, on this device only.', { action: { label: 'Show what is kept', run: () => library.open() } });
  else say('This browser does not let the page keep anything.', { tone: 'warning' });
}

// ------------------------------------------------------------------ wiring

let resting = 0;
editor.addEventListener('input', () => {
  state.text = normalized(editor.value);
  state.written = true;
  forgetLink();
  hush();
  clearTimeout(resting);
  resting = setTimeout(read, REST_MS);
});

intake({
  editor,
  complain,
  take: (text) => (text.trim() ? take(text) : say(NOTICES.empty, { tone: 'warning' })),
});
exporting(state);
bookmark();
keyboard({
  step,
  undo,
  untouched: () => !state.written && editor.value === '',
  show: showPane,
  search() {
    showPane('table');
    filters.focus();
  },
  leave: goToTable,
  release() {
    article.closeTones();
    choose(null);
    showAll();
  },
});

/** @param {string} id @param {() => void} run */
const press = (id, run) => find(id, HTMLButtonElement).addEventListener('click', run);
press('example', async () => take(normalized(await example)));
press('edit', () => (state.editing ? stopEditing() : edit()));
press('clear', clear);
press('check', () => {
  filters.onlyDoubtful(!filters.doubtful);
  filter();
  showPane('table');
});
press('cancel', cancel);
press('turn-lines', turnLines);
press('share', () => sharing.open(state.text, state.reading));
press('keep', keep);
press('hints-read', () => {
  hints.hidden = true;
  main.focus({ preventScroll: true });
  try {
    localStorage.setItem(NO_HINTS, '');
  } catch {
    // Where nothing may be stored, hints come back on the next visit.
  }
});

panes.addEventListener('click', (event) => {
  const pane = hit(event, '[data-pane]')?.dataset.pane;
  if (pane) showPane(pane);
});

for (const skip of document.querySelectorAll('a.skip')) {
  // Follows the link without touching the address, which may hold an article.
  skip.addEventListener('click', (event) => {
    event.preventDefault();
    const id = skip.getAttribute('href')?.slice(1) ?? '';
    if (id === 'who') showPane('table');
    find(id, HTMLElement).focus();
  });
}

const loading = setTimeout(() => (find('loading', HTMLElement).hidden = false), QUIET_MS);
void analyzer.ready.then(() => {
  clearTimeout(loading);
  find('loading', HTMLElement).hidden = true;
  return offline({
    onUpdate: (apply) => say('A new version is ready.', { action: { label: 'Reload', run: () => void update(apply) } }),
  });
});

// Print shows all parts.
addEventListener('beforeprint', () => draw(() => true));
narrow.addEventListener('change', pressPanes);
pressPanes();
addEventListener('hashchange', openLink);
void openLink();
