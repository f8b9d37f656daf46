// Talks to the worker. The program is compiled once, while the page loads; a
// worker that is cancelled or crashes is thrown away, and the next one starts
// from the compiled program.

import { program, startWorker } from './assets.js';

/** @typedef {import('./pkg/whosaid.js').Report} Report */

/** The request was cancelled, or a later one took its place. */
export class Stopped extends Error {}

/** The analyzer could not finish; its worker is gone, the text is not. */
export class Crashed extends Error {}

/**
 * How long a request may run before the next one takes its place. Most finish
 * sooner, and a fresh worker costs more than the wait.
 */
const PATIENCE_MS = 1000;

/**
 * @typedef {{
 *   id: number,
 *   text: string,
 *   keepLines: boolean,
 *   started: number,
 *   done: number,
 *   lists: Pick<Report, 'paragraphs' | 'quotes' | 'speakers'>,
 *   onProgress: (done: number) => void,
 *   resolve: (report: Report) => void,
 *   reject: (error: Error) => void,
 * }} Request
 *
 * @typedef {{
 *   ready?: true,
 *   id: number,
 *   done?: number,
 *   list?: keyof Request['lists'],
 *   items?: unknown[],
 *   report?: Report,
 *   failure?: string,
 * }} Answer what the worker says; see worker.js
 */

export class Analyzer {
  /** @type {Promise<WebAssembly.Module> | null} */
  #program = null;
  #onDownload;
  /** @type {() => void} */
  #sayReady = () => {};
  #requests = 0;
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Request | null} */
  #running = null;
  /** @type {Request | null} */
  #waiting = null;

  /**
   * Settled once a text can be read at once. It never fails: what goes wrong is
   * reported by the next request.
   *
   * @type {Promise<void>}
   */
  ready = new Promise((resolve) => (this.#sayReady = resolve));

  /** @param {(share: number) => void} onDownload is told the share of the program that has arrived, 0 to 1 */
  constructor(onDownload = () => {}) {
    this.#onDownload = onDownload;
    this.#worker = this.#start();
    void this.ready.then(() => performance.mark('ready'));
  }

  /**
   * Analyses a text. Only the latest request counts; earlier ones are rejected
   * with `Stopped`.
   *
   * @param {string} text
   * @param {boolean} keepLines whether every line is a paragraph, also where a program broke it
   * @param {(done: number) => void} onProgress is told the share that is done, 0 to 1; it only
   *   grows, and is not told once another request waits
   * @returns {Promise<Report>} its spans count UTF-16 code units
   */
  analyze(text, keepLines, onProgress) {
    return new Promise((resolve, reject) => {
      const lists = { paragraphs: [], quotes: [], speakers: [] };
      const request = { id: this.#requests++, text, keepLines, started: 0, done: 0, lists, onProgress, resolve, reject };
      this.#waiting?.reject(new Stopped());
      this.#waiting = request;
      if (this.#running) this.#hurry(this.#running);
      this.#next();
    });
  }

  /** Stops whatever is running. */
  cancel() {
    this.#waiting?.reject(new Stopped());
    this.#waiting = null;
    if (this.#running) this.#drop(new Stopped());
  }

  /**
   * Gives a request up for the next one once it has run for long enough.
   *
   * @param {Request} running
   */
  #hurry(running) {
    const left = running.started + PATIENCE_MS - performance.now();
    if (left <= 0) return this.#drop(new Stopped());
    setTimeout(() => running === this.#running && this.#waiting && this.#drop(new Stopped()), left);
  }

  #next() {
    if (this.#running || !this.#waiting) return;
    this.#running = this.#waiting;
    this.#waiting = null;
    this.#running.started = performance.now();
    this.#worker ??= this.#start();
    const { id, text, keepLines } = this.#running;
    this.#worker.postMessage({ id, text, keepLines });
  }

  #start() {
    const worker = startWorker();
    worker.addEventListener('message', ({ data }) => this.#hear(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#drop(new Crashed(event.message));
    });
    this.#compiled().then(
      (program) => worker.postMessage({ program }),
      (error) => worker === this.#worker && this.#drop(new Crashed(String(error))),
    );
    return worker;
  }

  /** The program. If it did not arrive, the next worker asks for it again. */
  #compiled() {
    this.#program ??= program(this.#onDownload).catch((error) => {
      this.#program = null;
      throw error;
    });
    return this.#program;
  }

  /** @param {Answer} answer */
  #hear({ ready, id, done, list, items, report, failure }) {
    if (ready) return this.#sayReady();
    const request = this.#running;
    if (!request || request.id !== id) return;
    if (done !== undefined && done > request.done && !this.#waiting) {
      request.done = Math.min(done, 1);
      request.onProgress(request.done);
    }
    if (list) request.lists[list].push(.../** @type {any[]} */ (items));
    if (failure !== undefined) this.#drop(new Crashed(failure));
    if (!report) return;
    this.#running = null;
    request.resolve({ ...report, ...request.lists });
    this.#next();
  }

  /**
   * Throws the worker away and rejects the request that waits for it.
   *
   * @param {Error} reason
   */
  #drop(reason) {
    this.#worker?.terminate();
    this.#worker = null;
    this.#running?.reject(reason);
    this.#running = null;
    this.#next();
  }
}
