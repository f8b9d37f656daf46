// A person in front of the page: what they do, and what they then see. Every
// visit ends with two questions that hold for all of them: did the page send
// anything after it had loaded, and did it complain to the console?

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { launch } from './launch.js';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('node:test').TestContext} TestContext */

/** Where the page is, as it is published: `cargo xtask serve --dist`. */
const published = process.env.WHOSAID_URL ?? 'http://127.0.0.1:8000/';

/** How long a person waits for anything; far longer than it should take. */
const PATIENCE_MS = 15_000;

/**
 * How long the page may go without a frame, in milliseconds. A reader would
 * notice that; a busy machine with two cores stays well below it.
 */
export const STANDSTILL_MS = 2000;

/** @type {Browser} */
let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

/**
 * @typedef {object} Circumstances
 * @property {string} [address] of the page, if not where all find it
 * @property {string} [hash] what follows the page's address
 * @property {{ width: number, height: number }} [viewport]
 * @property {number} [zoom] how many dots of the screen a pixel of the page has
 * @property {'light' | 'dark'} [colorScheme]
 * @property {'reduce' | 'no-preference'} [reducedMotion]
 * @property {boolean} [touch] whether a finger does what else a mouse does
 * @property {string[]} [permissions] what the browser lets the page do
 * @property {(page: Page) => Promise<unknown>} [prepare] before the page loads
 */

/**
 * Opens the page in a browser that has never seen it.
 *
 * @param {TestContext} test
 * @param {Circumstances} circumstances
 */
export async function visit(
  test,
  { address = published, hash = '', prepare, viewport, zoom, colorScheme, reducedMotion, touch, permissions } = {},
) {
  const context = await browser.newContext({
    viewport: viewport ?? { width: 1280, height: 900 },
    deviceScaleFactor: zoom ?? 1,
    colorScheme: colorScheme ?? 'light',
    reducedMotion: reducedMotion ?? 'no-preference',
    ...(touch ? { hasTouch: true, isMobile: true } : {}),
    permissions: permissions ?? ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const person = new Person(page);
  await prepare?.(page);
  await person.opens(address + hash);
  test.after(async () => {
    await context.close();
    assert.deepEqual(person.requests, [], 'the page asked for something after it had loaded');
    assert.deepEqual(person.complaints, [], 'the page complained to the console');
  });
  return person;
}

export class Person {
  /** @type {string[]} */
  requests = [];
  /** @type {string[]} */
  complaints = [];

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    page.on('request', (request) => {
      // What the page made itself is fetched from its own memory.
      if (!/^(blob|data):/.test(request.url())) this.requests.push(request.url());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
  }

  /**
   * Opens an address in this tab; what is loaded with it was not asked for later.
   *
   * @param {string} address
   */
  async opens(address) {
    await this.page.goto(address, { waitUntil: 'networkidle' });
    this.requests.length = 0;
  }

  /** Loads the page again. */
  async reloads() {
    await this.page.reload({ waitUntil: 'networkidle' });
    this.requests.length = 0;
  }

  get editor() {
    return this.page.getByRole('textbox', { name: 'Paste a news article' });
  }

  get message() {
    return this.page.locator('#message');
  }

  /** The rows of the table that are shown, without its head and the titles of groups. */
  get rows() {
    return this.page.locator('#table tr[data-quote]').and(this.page.getByRole('row'));
  }

  /** The names above the rows, where rows stand together by speaker. */
  get groups() {
    return this.page.locator('#table').getByRole('rowheader');
  }

  /** The cards of those who say something. */
  get cards() {
    return this.page.locator('#cards > li');
  }

  get dialog() {
    return this.page.getByRole('dialog');
  }

  /** The numbered buttons after the marks in the article. */
  get marks() {
    return this.page.getByRole('article').getByRole('button', { name: /^Attribution/ });
  }

  /**
   * The row that holds these words.
   *
   * @param {string} words
   */
  row(words) {
    return this.rows.filter({ hasText: words });
  }

  /**
   * Presses Ctrl+V with this text on the clipboard.
   *
   * @param {string} text
   */
  async paste(text) {
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await this.page.keyboard.press('Control+V');
  }

  /**
   * Pastes what no real clipboard would hold, or what is too long to wait for.
   *
   * @param {Record<string, string>} flavours text by MIME type
   */
  async pasteFlavours(flavours) {
    await this.page.evaluate((flavours) => {
      const clipboardData = new DataTransfer();
      for (const [type, text] of Object.entries(flavours)) clipboardData.setData(type, text);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, flavours);
  }

  /**
   * Drops a file on the page.
   *
   * @param {string} name
   * @param {string | number[]} content text or bytes
   * @param {string} type
   */
  async drop(name, content, type = '') {
    await this.page.evaluate(
      ({ name, content, type }) => {
        const dataTransfer = new DataTransfer();
        const part = typeof content === 'string' ? content : new Uint8Array(content);
        dataTransfer.items.add(new File([part], name, { type }));
        for (const step of ['dragover', 'drop']) {
          document.body.dispatchEvent(new DragEvent(step, { dataTransfer, bubbles: true, cancelable: true }));
        }
      },
      { name, content, type },
    );
  }

  /** @param {string} name */
  async press(name) {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /**
   * Waits until the table has this many rows.
   *
   * @param {number} count
   */
  async seesRows(count) {
    await this.rows.nth(count - 1).waitFor();
    const end = Date.now() + PATIENCE_MS;
    // Those of an article before this one may still be there.
    while ((await this.rows.count()) > count && Date.now() < end) await this.page.waitForTimeout(50);
    assert.equal(await this.rows.count(), count);
  }

  /** @param {string} words */
  async searches(words) {
    await this.page.getByRole('searchbox', { name: 'Search names and words' }).fill(words);
  }

  /**
   * Does what brings a file, and reads that file.
   *
   * @param {() => Promise<void>} deed
   */
  async saves(deed) {
    const [download] = await Promise.all([this.page.waitForEvent('download'), deed()]);
    const content = await readFile(await download.path());
    return { name: download.suggestedFilename(), content, text: content.toString('utf8') };
  }

  /**
   * Takes a file from the menu.
   *
   * @param {string} format
   */
  async exports(format) {
    return this.saves(async () => {
      await this.press('Export');
      await this.press(format);
    });
  }

  /** @param {RegExp} words */
  async seesMessage(words) {
    await this.message.filter({ hasText: words }).waitFor();
  }

  /** The article as it is seen, one string per paragraph. */
  async readsArticle() {
    return this.page.locator('#article .text').evaluateAll((paragraphs) =>
      paragraphs.map((paragraph) => {
        const seen = /** @type {Element} */ (paragraph.cloneNode(true));
        for (const heard of seen.querySelectorAll('.spoken')) heard.remove();
        return seen.textContent;
      }),
    );
  }

  /**
   * Opens the sheet of links, copies one and closes it again.
   *
   * @param {'Copy link' | 'Copy results link'} which
   * @returns {Promise<string>} the link
   */
  async copiesLink(which = 'Copy link') {
    await this.press('Share');
    await this.page.locator('#shared').waitFor({ state: 'attached' });
    await this.page.getByRole('button', { name: which }).and(this.page.locator(':enabled')).click();
    await this.page
      .locator('#shared')
      .filter({ hasText: /copied|address bar/ })
      .waitFor();
    const link = which === 'Copy link' ? this.page.url() : await this.page.evaluate(() => navigator.clipboard.readText());
    await this.press('Done');
    return link;
  }

  /**
   * Chooses in one of the filters above the table.
   *
   * @param {string} filter
   * @param {string} choice
   */
  async filters(filter, choice) {
    await this.page.getByRole('combobox', { name: filter }).selectOption({ label: choice });
  }

  /** @param {string} name of a tab */
  async looksAt(name) {
    await this.page.locator('#panes').getByRole('button', { name }).click();
  }

  /** What each row says: speaker and words. */
  async readsRows() {
    const rows = await this.rows.all();
    return Promise.all(
      rows.map(async (row) => ({
        speaker: await row.getByRole('cell').nth(1).textContent(),
        said: await row.locator('.said').textContent(),
      })),
    );
  }

  /** Every row with what can be told of it at a glance; no row is surer than its speaker. */
  async readsTable() {
    return this.rows.evaluateAll((rows) =>
      rows.map((row) => ({
        number: Number(row.querySelector('.ordinal')?.textContent),
        speakers: [...row.querySelectorAll('.speaker .name, .speaker .unknown')].map((name) => name.textContent ?? ''),
        said: row.querySelector('.said')?.textContent ?? '',
        kind: row.querySelector('.badge')?.textContent ?? '',
        act: row.querySelector('.badge.thought')?.textContent ?? 'said',
        tone: row.querySelector('.tone .unseen')?.textContent?.trim() ?? '',
        sure: Number.parseInt(row.querySelector('.sure')?.textContent ?? '', 10) || 0,
      })),
    );
  }

  /**
   * Watches whether the page goes on painting.
   *
   * @returns {Promise<() => Promise<number>>} tells the longest time since then
   *   without a frame, in milliseconds
   */
  async watchesFrames() {
    const frames = await this.page.evaluateHandle(() => {
      const frames = { last: performance.now(), longest: 0 };
      const paint = () => {
        const now = performance.now();
        frames.longest = Math.max(frames.longest, now - frames.last);
        frames.last = now;
        requestAnimationFrame(paint);
      };
      requestAnimationFrame(paint);
      return frames;
    });
    return () => frames.evaluate(({ last, longest }) => Math.max(longest, performance.now() - last));
  }

  /** The words that are chosen in the article. */
  async readsChosenMark() {
    return this.page
      .locator('#article .chosen-content')
      .evaluateAll((marks) =>
        marks
          .map((mark) =>
            [...mark.childNodes].map((part) => (part instanceof Element && part.matches('.spoken') ? '' : part.textContent)).join(''),
          )
          .join(''),
      );
  }

  /** The words in the row that is chosen. */
  async readsChosenRow() {
    const chosen = this.page.locator('tbody tr').filter({ has: this.page.locator('.said[aria-pressed="true"]') });
    return (await chosen.locator('.said').allTextContents()).join('');
  }

  /** The accessible name or else the text of what has the keyboard's focus. */
  async focused() {
    return this.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
  }
}

/** Two plain speakers and a pronoun; any reader of quotes must get these. */
export const BRIDGE = `Old bridge to stay open

“The bridge is safe,” said Ann Lee. “We tested every bolt.”

The report drew an angry answer from the harbour. “Nobody there believes a word of this terrible report,” said Omar Haddad.`;

/**
 * Two who speak of a plan, one who tells of the work, a paper, and a question
 * by nobody: every kind, every tone but one, and a paragraph that quotes nobody.
 */
export const TOWN = `Town votes for a new library

“The library will be a wonderful, happy gift to every child,” said Ann Lee, the mayor of Ostmere. “I am proud of it.”

“This is a terrible waste and a disgrace,” said Omar Haddad. He warned that the builders could fail again.

Bea Moss said that the roof would be finished in the spring. The mayor called the plan “a generous promise” and said that work would start on Monday.

The council met in the old chapel on Tuesday, where a gramophone stood by the window and Casper Wynn swept the floor.

“The old reading room was cold,” Moss said. “We wore coats.”

Haddad said the vote had been “a sad farce”. According to Lee, the doors will open in May.

Asked whether the school would close, she replied: “Never, while I am here.”

According to a plan of the building, the cellar would hold the maps.`;
