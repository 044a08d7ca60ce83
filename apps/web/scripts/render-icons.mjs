// Draws the app's icons and renders the PNGs that launchers ask for: node apps/web/scripts/render-icons.mjs
// Needs a Chromium (CHROMIUM_PATH, or /usr/bin/chromium); the results are committed, so a build needs none.
import { writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const out = new URL('../public/icons/', import.meta.url);

/** A tote bag with greens looking out of it; its tick is the app's tick. Everything stays inside the maskable safe circle. */
const bag = `
  <path d="M326 214c-6-48 12-86 58-104 8 44-6 84-42 106z" fill="#8fce7c"/>
  <path d="M316 214c-24-26-30-62-14-100 30 24 40 62 28 98z" fill="#b9e2a0"/>
  <path d="M196 236v-36a60 60 0 0 1 120 0v36" fill="none" stroke="#f1dfb6" stroke-width="22" stroke-linecap="round"/>
  <path d="M154 206h204a18 18 0 0 1 18 17l8 166a34 34 0 0 1-34 36H162a34 34 0 0 1-34-36l8-166a18 18 0 0 1 18-17z" fill="#fff8e8"/>
  <path d="M196 246v-18M316 246v-18" fill="none" stroke="#d9c594" stroke-width="22" stroke-linecap="round"/>
  <path d="m196 330 44 42 76-84" fill="none" stroke="#2c7334" stroke-width="34" stroke-linecap="round" stroke-linejoin="round"/>`;

const svg = (ground, scale) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
  ${ground}
  <g transform="translate(256 262) scale(${scale}) translate(-256 -262)">${bag}
  </g>
</svg>
`;

const any = svg('<rect width="512" height="512" rx="116" fill="#2c7334"/>', 1);
const maskable = svg('<rect width="512" height="512" fill="#2c7334"/>', 0.86);
writeFileSync(new URL('icon.svg', out), any);

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
for (const [name, source, size] of [
  ['icon-192.png', any, 192],
  ['icon-512.png', any, 512],
  ['maskable-512.png', maskable, 512],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${source}`);
  const png = await page.screenshot({ omitBackground: true });
  writeFileSync(new URL(name, out), png);
  await page.close();
}
await browser.close();
