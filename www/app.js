// The state of the page and what changes it. Everything else is a view of this
// state or a way for text to come in.

import { Analyzer, Crashed, Stopped } from './analyzer.js';
import { ArticleView } from './article.js';
import { example as exampleText } from './assets.js';
import { find, hit } from './dom.js';
import { InputError, normalized, textFromFile, textFromTransfer } from './input.js';
import { LinkError, advice, decode, encode, isLink } from './link.js';
import { hush, say } from './message.js';
import { offline } from './offline.js';
import { Reading, UNKNOWN, counted, countWords } from './reading.js';
import { SpeakersView } from './speakers.js';
import { TableView } from './table.js';
import { river } from './tone.js';

/** @typedef {import('./pkg/whosaid.js').Notice} Notice */
/** @typedef {import('./pkg/whosaid.js').Quote} Quote */

/** How long the writer must rest before the text is read. */
const REST_MS = 300;

/** How long a reading may take before the page shows that it is at work. */
const QUIET_MS = 300;

/** @type {Record<Notice, string>} */
const NOTICES = {
  empty: 'There is no text here yet.',
  no_words: 'This text holds no words, so there is nothing to read.',
  not_english: 'This does not look like English. Whosaid reads English only, so it has not looked for tone or quotes.',
};

const state = {
  text: '',
  /** @type {Reading | null} */
  reading: null,
  /** @type {number | null} id of the chosen attribution */
  quote: null,
  /** @type {number | null} id of the speaker who is shown alone */
  speaker: null,
  /** Whether the editor is open. */
  editing: true,
};

const main = find('work', HTMLElement);
const editor = find('text', HTMLTextAreaElement);
const result = find('result', HTMLElement);
const progress = find('progress', HTMLProgressElement);
const panes = find('panes', HTMLElement);

/**
 * How far the reader had scrolled in each part when they left it, where the
 * screen has room for one part only.
 *
 * @type {Map<string | undefined, number>}
 */
const left = new Map();

const analyzer = new Analyzer();
const article = new ArticleView(find('article', HTMLElement), (quote, byKey) => {
  choose(quote);
  showPane('table');
  table.goTo(quote, byKey);
});
const table = new TableView(find('table', HTMLTableElement), (quote, byKey) => {
  choose(quote);
  showPane('article');
  article.goTo(quote, byKey);
});
const speakers = new SpeakersView(find('speakers', HTMLElement), (speaker) => {
  only(speaker === state.speaker ? null : speaker);
});

/** Loaded with the page, so that pressing the button asks no server. */
const example = exampleText();

// ---------------------------------------------------------------- the text

/**
 * Takes a whole new text and reads it.
 *
 * @param {string} text
 * @param {string} replaced what to say if it takes the place of another
 */
function take(text, replaced = 'The article that was here has been replaced.') {
  const before = state.text;
  hush();
  forgetLink();
  state.text = text;
  state.editing = !text.trim();
  editor.value = state.editing ? text : '';
  if (before.trim() && before !== text) say(replaced, { action: { label: 'Undo', run: () => take(before, 'Undone.') } });
  scrollTo({ top: 0 });
  void read();
  if (!state.editing) main.focus({ preventScroll: true });
}

function clear() {
  take('', 'Cleared.');
  editor.focus();
}

function edit() {
  state.editing = true;
  editor.value = state.text;
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
  if (isLink(location.hash)) history.replaceState(null, '', location.pathname + location.search);
}

// ------------------------------------------------------------- the reading

let current = new AbortController();

/** Analyses the text and shows what comes out. A later call stops an earlier one. */
async function read() {
  current.abort(new Stopped());
  current = new AbortController();
  const { signal } = current;
  const { text } = state;
  if (!text.trim()) return forget();

  const slow = setTimeout(() => working(true), QUIET_MS);
  try {
    const report = await analyzer.analyze(text, (done) => (progress.value = done));
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
  state.speaker = null;
  left.clear();
  layOut();
  find('river', HTMLElement).replaceChildren(river(report.paragraphs));
  speakers.show(reading);
  await Promise.all([article.show(reading, signal), table.show(reading, signal)]);
  if (report.notice) say(NOTICES[report.notice], { tone: 'warning' });
  // Who types is not to hear it again at every rest.
  tell(report.notice || state.editing ? '' : counts());
}

/** Shows no reading at all. */
function forget() {
  analyzer.cancel();
  state.reading = null;
  article.clear();
  table.clear();
  speakers.clear();
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

function again() {
  hush();
  state.editing = false;
  void read();
}

/** @param {boolean} busy */
function working(busy) {
  if (!busy) progress.value = 0;
  find('working', HTMLElement).hidden = !busy;
}

// ------------------------------------------------------------------ choices

/** @param {number | null} quote */
function choose(quote) {
  state.quote = quote;
  if (quote !== null && !isShown(quote)) only(null);
  article.choose(quote);
  table.choose(quote);
}

/** @param {number | null} speaker */
function only(speaker) {
  const before = state.speaker;
  state.speaker = speaker;
  if (before !== speaker) tell(shownRows());
  article.filter(bySpeaker);
  table.filter(bySpeaker);
  speakers.pick(speaker);
}

/** @param {Quote} quote */
function bySpeaker(quote) {
  if (state.speaker === null) return true;
  if (state.speaker === UNKNOWN) return quote.speakers.length === 0;
  return quote.speakers.includes(state.speaker);
}

function shownRows() {
  const { quotes } = state.reading?.report ?? { quotes: [] };
  return `${quotes.filter(bySpeaker).length} of ${counted(quotes.length, 'attribution')} shown`;
}

/** @param {number} id */
function isShown(id) {
  const quote = state.reading?.report.quotes[id];
  return quote !== undefined && bySpeaker(quote);
}

// ------------------------------------------------------------------- layout

/** Shows the parts of the page that the state calls for. */
function layOut() {
  const { text, reading, editing } = state;
  const quotes = reading?.report.quotes.length ?? 0;
  // What was not read has neither tone nor speakers, and must not seem to.
  const unread = Boolean(reading?.report.notice);
  main.dataset.stage = !text.trim() ? 'empty' : editing ? 'writing' : 'reading';
  find('toolbar', HTMLElement).hidden = !text.trim();
  result.hidden = reading === null;
  panes.hidden = reading === null || unread;
  for (const id of ['river', 'legend', 'who']) find(id, HTMLElement).hidden = unread;
  if (unread) showPane('article');
  find('skip-to-table', HTMLElement).hidden = quotes === 0;
  find('nobody', HTMLElement).hidden = quotes > 0;
  find('table', HTMLElement).hidden = quotes === 0;
  find('edit', HTMLButtonElement).textContent = editing ? 'Close the editor' : 'Edit text';
  find('counts', HTMLElement).textContent = counts();
}

function counts() {
  const words = counted(countWords(state.text), 'word');
  if (!state.reading || state.reading.report.notice) return words;
  const { paragraphs, quotes } = state.reading.report;
  const voices = state.reading.voices().filter(({ id }) => id !== UNKNOWN).length;
  return [words, counted(paragraphs.length, 'paragraph'), counted(quotes.length, 'attribution'), counted(voices, 'speaker')].join(' · ');
}

/**
 * Tells those who hear the page what others see at a glance.
 *
 * @param {string} words
 */
function tell(words) {
  find('told', HTMLElement).textContent = words;
}

/**
 * Where the screen has room for one part only, shows that part, where the
 * reader left it or else from its start.
 *
 * @param {string} pane
 */
function showPane(pane) {
  const before = main.dataset.pane;
  if (pane === before) return;
  const alone = panes.offsetHeight > 0;
  left.set(before, scrollY);
  main.dataset.pane = pane;
  for (const button of panes.querySelectorAll('button')) {
    button.setAttribute('aria-pressed', String(button.dataset.pane === pane));
  }
  if (!alone) return;
  const start = result.getBoundingClientRect().top + scrollY - panes.offsetHeight;
  scrollTo({ top: left.get(pane) ?? Math.min(scrollY, start) });
}

// --------------------------------------------------------------------- link

async function copyLink() {
  try {
    const hash = await encode(state.text);
    history.replaceState(null, '', hash);
    const length = location.href.length;
    const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
    const where = copied ? 'Link copied' : 'The link is in the address bar; copy it there';
    say(`${where}: ${length.toLocaleString('en')} characters. The whole text travels inside it. ${advice(length)}`, {
      tone: length > 2000 ? 'warning' : 'plain',
    });
  } catch (error) {
    complain(error);
  }
}

async function openLink() {
  if (!isLink(location.hash)) return;
  const { hash } = location;
  try {
    const text = normalized(await decode(hash));
    if (!text.trim()) throw new LinkError('There is no text in this link.');
    take(text);
    history.replaceState(null, '', hash);
  } catch (error) {
    complain(error);
  }
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

// ----------------------------------------------------------- ways for text in

/** @param {DataTransfer} data */
async function takeTransfer(data) {
  const [file] = data.files;
  try {
    const text = file ? await textFromFile(file) : textFromTransfer(data);
    if (text.trim()) take(text);
    else say(NOTICES.empty, { tone: 'warning' });
  } catch (error) {
    complain(error);
  }
}

let resting = 0;
editor.addEventListener('input', () => {
  state.text = normalized(editor.value);
  forgetLink();
  hush();
  clearTimeout(resting);
  resting = setTimeout(read, REST_MS);
});

document.addEventListener('paste', (event) => {
  const data = event.clipboardData;
  if (!data) return;
  const writing = event.target === editor;
  const whole = editor.selectionEnd - editor.selectionStart === editor.value.length;
  if (writing && !whole) return;
  event.preventDefault();
  void takeTransfer(data);
});

const drop = find('drop', HTMLElement);
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.hidden = false;
});
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) drop.hidden = true;
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.hidden = true;
  if (event.dataTransfer) void takeTransfer(event.dataTransfer);
});

const file = find('file', HTMLInputElement);
file.addEventListener('change', async () => {
  const [chosen] = file.files ?? [];
  file.value = '';
  if (!chosen) return;
  try {
    take(await textFromFile(chosen));
  } catch (error) {
    complain(error);
  }
});

// ------------------------------------------------------------------ wiring

/** @param {string} id @param {() => void} run */
const press = (id, run) => find(id, HTMLButtonElement).addEventListener('click', run);
press('example', async () => take(normalized(await example)));
press('edit', () => (state.editing ? stopEditing() : edit()));
press('clear', clear);
press('cancel', cancel);
press('copy-link', copyLink);

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

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.target === editor) return;
  choose(null);
  only(null);
});

void analyzer.ready.then(() =>
  offline({
    onUpdate: (apply) => say('A new version is ready.', { action: { label: 'Reload', run: () => void update(apply) } }),
  }),
);

addEventListener('hashchange', openLink);
void openLink();
