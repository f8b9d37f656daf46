// The browser in which the page is tested, measured and shown.

import { chromium } from 'playwright-core';

/** Where Chromium is, and what it is started with; `cargo xtask` says it by these names. */
const path = process.env.WHOSAID_CHROMIUM ?? '/usr/bin/chromium';
const flags =
  process.env.WHOSAID_CHROMIUM_FLAGS ??
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** A new browser, without a window. */
export const launch = () =>
  chromium.launch({ executablePath: path, args: flags.split(' ').filter((flag) => !flag.startsWith('--headless')) });
