// The pictures in the README, of the page's own example. `cargo xtask
// screenshots` runs it.

import { launch } from '../tests/page/launch.js';

const DESKTOP = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 844 };

/** @typedef {import('playwright-core').Page} Page */

/** @type {{ name: string, viewport: { width: number, height: number }, colorScheme: 'light' | 'dark', act: (page: Page) => Promise<unknown> }[]} */
const SHOTS = [
  { name: 'desktop-light', viewport: DESKTOP, colorScheme: 'light', act: (page) => page.keyboard.press('j') },
  {
    name: 'desktop-dark',
    viewport: DESKTOP,
    colorScheme: 'dark',
    act: async (page) => {
      await page.getByRole('button', { name: 'Pictures' }).click();
      await page.getByRole('button', { name: /^Tone of paragraph 5/ }).click();
    },
  },
  {
    name: 'phone-light',
    viewport: PHONE,
    colorScheme: 'light',
    act: (page) => page.getByRole('article').evaluate((article) => article.scrollIntoView()),
  },
  { name: 'phone-dark', viewport: PHONE, colorScheme: 'dark', act: (page) => page.getByRole('button', { name: 'People' }).click() },
];

const browser = await launch();
for (const { name, viewport, colorScheme, act } of SHOTS) {
  const page = await browser.newPage({ viewport, colorScheme, hasTouch: viewport === PHONE, reducedMotion: 'reduce' });
  await page.goto(process.env.WHOSAID_URL);
  await page.getByRole('button', { name: 'Try an example' }).click();
  await page
    .getByRole('article')
    .getByRole('button', { name: /^Attribution/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Got it' }).click();
  await act(page);
  await page.waitForTimeout(500);
  await page.screenshot({ path: new URL(`${name}.png`, import.meta.url).pathname });
  console.log(`docs/${name}.png`);
  await page.close();
}
await browser.close();
