// Articles that the reader asked to keep. They lie in the browser's own
// database, which is made with the first of them and goes with the last.

import { find, hit, make } from './dom.js';
import { shortened } from './line.js';
import { counted, countWords } from './reading.js';

/**
 * An article, and whether every line of it is a paragraph.
 *
 * @typedef {{ text: string, keepLines: boolean }} Article
 *
 * What is kept of it; those kept by older versions of the page say nothing of lines.
 *
 * @typedef {{ id: number, title: string, text: string, keepLines?: boolean, kept: number }} Kept
 */

const DATABASE = 'whosaid';
const STORE = 'articles';
/** Characters of an article that stand for it. */
const TITLE = 90;

export class Library {
  #sheet = find('library', HTMLDialogElement);
  #list = find('articles', HTMLElement);
  /** On the start page and beside an article. */
  #openers = { 'Kept articles': find('kept', HTMLButtonElement), Kept: find('kept-too', HTMLButtonElement) };

  /** @param {(article: Article) => void} onOpen */
  constructor(onOpen) {
    for (const opener of Object.values(this.#openers)) opener.addEventListener('click', () => this.open());
    // With the last article goes the button that opened the sheet; the keyboard must not.
    this.#sheet.addEventListener('close', () => {
      const { activeElement } = document;
      if (activeElement === document.body || this.#sheet.contains(activeElement)) find('work', HTMLElement).focus({ preventScroll: true });
    });
    find('forget-all', HTMLButtonElement).addEventListener('click', async () => {
      await forgetAll();
      await this.#refresh('Nothing is kept any more.');
      this.#focusNear(0);
    });
    this.#list.addEventListener('click', async (event) => {
      const entry = hit(event, '[data-id]');
      const id = Number(entry?.dataset.id);
      if (entry && hit(event, '.forget')) {
        const place = [...this.#list.children].indexOf(entry);
        await forget(id);
        await this.#refresh('Forgotten.');
        this.#focusNear(place);
      } else if (hit(event, '.open')) {
        const article = (await all()).find((each) => each.id === id);
        this.#sheet.close();
        if (article) onOpen({ text: article.text, keepLines: article.keepLines ?? false });
      }
    });
    void this.#refresh('');
  }

  /**
   * Keeps an article, once, with its lines as they were last.
   *
   * @param {Article} article
   * @param {string} title
   * @returns {Promise<boolean>} whether the browser could keep it
   */
  async keep(article, title) {
    try {
      const before = (await all()).find(({ text }) => text === article.text);
      await put(before ? { ...before, ...article } : { ...article, title: shortened(title, TITLE), kept: Date.now() });
      await this.#refresh('');
      return true;
    } catch {
      // Private windows and full disks keep nothing.
      return false;
    }
  }

  /**
   * Puts the keyboard where an entry was taken away.
   *
   * @param {number} place of that entry
   */
  #focusNear(place) {
    const left = this.#list.querySelectorAll('.forget');
    const next = left[Math.min(place, left.length - 1)] ?? this.#sheet.querySelector('form button');
    if (next instanceof HTMLElement) next.focus();
  }

  /** Shows what is kept. */
  open() {
    this.#sheet.showModal();
  }

  /** @param {string} said */
  async #refresh(said) {
    const articles = await all().catch(() => []);
    articles.sort((a, b) => b.kept - a.kept);
    this.#list.replaceChildren(...articles.map(entry));
    for (const [name, opener] of Object.entries(this.#openers)) {
      opener.hidden = articles.length === 0;
      opener.textContent = `${name} (${articles.length})`;
    }
    find('forget-all', HTMLButtonElement).hidden = articles.length === 0;
    find('library-said', HTMLElement).textContent = said;
  }
}

/** @param {Kept} article */
function entry({ id, title, text, kept }) {
  const day = new Date(kept).toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' });
  return make(
    'li',
    { 'data-id': id },
    make('button', { type: 'button', class: 'open' }, make('bdi', {}, title)),
    make('span', { class: 'amount' }, `${counted(countWords(text), 'word')}, kept on ${day}`),
    make('button', { type: 'button', class: 'forget' }, 'Forget', make('span', { class: 'unseen' }, ` ${title}`)),
  );
}

/** @param {Kept | Omit<Kept, 'id'>} article with the id of the one whose place it takes */
async function put(article) {
  await within('readwrite', (store) => store.put(article));
}

/** @returns {Promise<Kept[]>} */
async function all() {
  return (await exists()) ? within('readonly', (store) => store.getAll()) : [];
}

/** @param {number} id */
async function forget(id) {
  await within('readwrite', (store) => store.delete(id));
  if ((await all()).length === 0) await forgetAll();
}

/** Takes away the database itself, so that nothing is left. */
async function forgetAll() {
  await asked(indexedDB.deleteDatabase(DATABASE));
}

/** Whether there is a database; looking for one must not make it. */
async function exists() {
  const known = await indexedDB.databases?.();
  return known?.some(({ name }) => name === DATABASE) ?? true;
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>}
 */
async function within(mode, work) {
  const opening = indexedDB.open(DATABASE, 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE, { keyPath: 'id', autoIncrement: true }));
  const database = await asked(opening);
  try {
    return await asked(work(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    // An open database could not be taken away.
    database.close();
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function asked(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}
