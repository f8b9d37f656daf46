// A person in front of the page: what they do, and what they then see. Every
// visit ends with two questions that hold for all of them: did the page send
// anything after it had loaded, and did it complain to the console?

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('node:test').TestContext} TestContext */

/** Where the page is, as it is published: `cargo xtask serve --dist`. */
const published = process.env.WHOSAID_URL ?? 'http://127.0.0.1:8000/';

const flags =
  process.env.WHOSAID_CHROMIUM_FLAGS ??
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** How long a person waits for anything; far longer than it should take. */
const PATIENCE_MS = 15_000;

/** @type {Browser} */
let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.WHOSAID_CHROMIUM ?? '/usr/bin/chromium',
    args: flags.split(' ').filter((flag) => !flag.startsWith('--headless')),
  });
});

after(() => browser.close());

/**
 * @typedef {object} Circumstances
 * @property {string} [address] of the page, if not where all find it
 * @property {string} [hash] what follows the page's address
 * @property {{ width: number, height: number }} [viewport]
 * @property {'light' | 'dark'} [colorScheme]
 * @property {string[]} [permissions] what the browser lets the page do
 * @property {(page: Page) => Promise<void>} [prepare] before the page loads
 */

/**
 * Opens the page in a browser that has never seen it.
 *
 * @param {TestContext} test
 * @param {Circumstances} circumstances
 */
export async function visit(test, { address = published, hash = '', prepare, viewport, colorScheme, permissions } = {}) {
  const context = await browser.newContext({
    viewport: viewport ?? { width: 1280, height: 900 },
    colorScheme: colorScheme ?? 'light',
    permissions: permissions ?? ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const person = new Person(page);
  await prepare?.(page);
  await page.goto(address + hash, { waitUntil: 'networkidle' });
  person.requests.length = 0;
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
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
  }

  get editor() {
    return this.page.getByRole('textbox', { name: 'Paste a news article' });
  }

  get message() {
    return this.page.locator('#message');
  }

  /** The rows of the table that are shown, without its head. */
  get rows() {
    return this.page.locator('tbody').getByRole('row');
  }

  /** The buttons behind the marks in the article. */
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
    assert.equal(await this.rows.count(), count);
  }

  /** @param {RegExp} words */
  async seesMessage(words) {
    await this.message.filter({ hasText: words }).waitFor();
  }

  /** The article as it is shown, one string a paragraph. */
  async readsArticle() {
    return this.page.locator('#article .text').allTextContents();
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

  /** The words that are chosen in the article. */
  async readsChosenMark() {
    return (await this.page.locator('#article .chosen-content').allTextContents()).join('');
  }

  /** The words in the row that is chosen. */
  async readsChosenRow() {
    const chosen = this.page.locator('tbody tr').filter({ has: this.page.getByRole('button', { pressed: true }) });
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
