import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

/** Draws the PNG icons from public/icons/icon.svg: `node src/pwa/draw-icons.mjs`. */
const ICONS = fileURLToPath(new URL('../../public/icons/', import.meta.url));
const svg = await readFile(`${ICONS}icon.svg`, 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : ['--disable-gpu'],
});

/** @param {string} name @param {number} size in px @param {number} inset share of the edge a mask may cut */
async function draw(name, size, inset) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const side = Math.round(size * (1 - 2 * inset));
  const ground = inset > 0 ? '#0b3a5e' : 'transparent';
  await page.setContent(`<body style="margin:0;display:grid;place-items:center;height:100vh;background:${ground}"><div style="width:${side}px;height:${side}px">${svg}</div></body>`);
  await page.screenshot({ path: `${ICONS}${name}.png`, omitBackground: true });
  await page.close();
}

await draw('icon-180', 180, 0.08);
await draw('icon-192', 192, 0);
await draw('icon-512', 512, 0);
await draw('maskable-512', 512, 0.1);
await browser.close();
