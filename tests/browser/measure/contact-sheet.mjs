// Every page in every form, as one picture each and as sheets to look through.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { browser, go, nameOf, places } from './page.mjs';

const OUT = process.env.OUT;
const FORMS = [
  { name: 'light', width: 1280, media: { colorScheme: 'light' }, columns: 3, tall: 2400 },
  { name: 'dark', width: 1280, media: { colorScheme: 'dark' }, columns: 3, tall: 2400 },
  { name: 'phone', width: 390, media: { colorScheme: 'light' }, columns: 6, tall: 1700 },
  { name: 'print', width: 794, media: { media: 'print', colorScheme: 'light' }, columns: 4, tall: 1900 },
];
const only = (process.env.ONLY ?? '').split(' ').filter(Boolean);

await rm(OUT, { recursive: true, force: true });
await mkdir(join(OUT, 'pages'), { recursive: true });
const chrome = await browser();
const context = await chrome.newContext({ serviceWorkers: 'block', reducedMotion: 'reduce' });
const page = await context.newPage();
const all = await places(page);
const wanted = all.filter((place) => only.length === 0 || only.some((word) => nameOf(place).includes(word)));
for (const { name, width, media, columns, tall } of FORMS) {
  await page.emulateMedia({ media: 'screen', ...media });
  await page.setViewportSize({ width, height: 900 });
  const pictures = [];
  for (const place of wanted) {
    await go(page, place);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    const path = join(OUT, 'pages', `${nameOf(place)}.${name}.png`);
    await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, tall) } });
    pictures.push({ title: `${nameOf(place)} (${height} px)`, path });
  }
  const perSheet = columns * 2;
  for (let first = 0; first < pictures.length; first += perSheet) {
    const file = join(OUT, `${name}-${first / perSheet + 1}.png`);
    await sheet(chrome, pictures.slice(first, first + perSheet), columns, file);
    console.log(file);
  }
}
await chrome.close();

/** Puts pictures beside each other. */
async function sheet(chrome, pictures, columns, path) {
  const figures = await Promise.all(
    pictures.map(async ({ title, path }) => {
      const data = (await readFile(path)).toString('base64');
      return `<figure><figcaption>${title}</figcaption><img src="data:image/png;base64,${data}"></figure>`;
    }),
  );
  const page = await chrome.newPage({ viewport: { width: 1800, height: 900 } });
  await page.setContent(
    `<style>body{margin:12px;display:grid;grid-template-columns:repeat(${columns},1fr);gap:12px;align-items:start;background:#777;font:14px sans-serif;color:#fff}` +
      `figure{margin:0}img{width:100%;display:block}</style>${figures.join('')}`,
  );
  await page.screenshot({ path, fullPage: true });
  await page.close();
}
