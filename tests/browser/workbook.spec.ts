// The Excel workbook, as the person gets it.
import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test } from './app';

/** The names of the files in a zip archive, from its directory. */
function names(zip: Buffer): string[] {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = zip.readUInt32LE(end + 16);
  return Array.from({ length: zip.readUInt16LE(end + 10) }, () => {
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const found = zip.toString('utf8', at + 46, at + 46 + name);
    at += 46 + name + extra + comment;
    return found;
  });
}

/** The text of a file in a zip archive. */
function part(zip: Buffer, name: string): string {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = zip.readUInt32LE(end + 16);
  for (const found of names(zip)) {
    const [length, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    if (found === name) {
      const local = zip.readUInt32LE(at + 42);
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      return inflateRawSync(zip.subarray(from, from + zip.readUInt32LE(at + 20))).toString();
    }
    at += 46 + length + extra + comment;
  }
  throw new Error(`no ${name} in ${names(zip)}`);
}

async function workbook(page: Page): Promise<{ name: string; zip: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Excel workbook (XLSX)' }).click(),
  ]);
  return { name: download.suggestedFilename(), zip: await readFile(await download.path()) };
}

test('the workbook holds every table, and its writer is fetched only when it is wanted', async ({ app, page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/workbook')) fetched.push(new URL(request.url()).pathname.split('/').pop()!);
  });
  await app.open();
  await app.sample('Manufacturer, 600 people');
  await app.go('Organisation');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('=1+1');
  await page.getByRole('textbox', { name: 'Name', exact: true }).blur();
  await app.go('Report');
  await page.getByRole('checkbox', { name: 'Documented information' }).check();
  await expect(page.getByRole('region', { name: 'Documented information' }).locator('tbody tr').first()).toBeVisible();
  const before = fetched.length;
  const { name, zip } = await workbook(page);
  expect(before, 'nothing was fetched in advance').toBe(0);
  expect(name).toMatch(/^assessment-\d{4}-\d\d-\d\d\.xlsx$/);
  const sheets = [...part(zip, 'xl/workbook.xml').matchAll(/<sheet name="([^"]*)"/g)].map((found) => found[1]);
  expect(sheets).toEqual(['Summary', 'Requirements', 'Gaps', 'Actions', 'SoA', 'Documents']);
  for (let n = 1; n <= 6; n += 1) {
    const sheet = part(zip, `xl/worksheets/sheet${n}.xml`);
    expect(sheet).toContain('state="frozen"');
    expect(sheet).not.toMatch(/<f[ >]/);
  }
  expect(part(zip, 'xl/sharedStrings.xml')).toContain('<t>=1+1</t>');
  expect([...part(zip, 'xl/worksheets/sheet5.xml').matchAll(/<row /g)]).toHaveLength(94);
  await workbook(page);
  expect(fetched.sort(), 'fetched once').toEqual(['workbook.js', 'workbook_bg.wasm']);
});

test('the plan goes out as a workbook', async ({ app, page }) => {
  await app.open();
  await app.sample('Software firm, 40 people');
  await app.go('Roadmap');
  const { name, zip } = await workbook(page);
  expect(name).toMatch(/^roadmap-\d{4}-\d\d-\d\d\.xlsx$/);
  expect(part(zip, 'xl/workbook.xml')).toContain('<sheet name="Actions"');
});

for (const file of ['workbook.js', 'workbook_bg.wasm']) {
  test(`a changed ${file} is refused in words, and nothing else breaks`, async ({ app, page }) => {
    await page.route(`**/${file}`, async (route) => {
      const response = await route.fetch();
      const body = Buffer.concat([await response.body(), Buffer.from(file.endsWith('.js') ? '\n' : '\0')]);
      await route.fulfill({ response, body });
    });
    await app.open();
    await app.sample('Software firm, 40 people');
    await app.go('Roadmap');
    await page.getByRole('button', { name: 'Excel workbook (XLSX)' }).click();
    await expect(page.getByText(/The workbook could not be made/)).toBeVisible();
    await app.go('Gaps');
    await expect(page.getByRole('heading', { name: 'Gaps', level: 1 })).toBeVisible();
  });
}

test('a chart leaves as SVG with real colours and as a PNG that is not blank', async ({ app, page }) => {
  await app.open();
  await app.sample('Software firm, 40 people');
  await app.go('Charts');
  const chart = page.locator('#chart-levels');
  const handed = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      chart.getByRole('button', { name }).click(),
    ]);
    return readFile(await download.path());
  };
  const svg = (await handed('Picture (SVG)')).toString();
  const colours = new Set(svg.match(/fill="#[0-9a-f]{6}"/g));
  expect(svg).toMatch(/^<svg /);
  expect(svg).not.toContain('var(');
  expect(colours.size).toBeGreaterThan(3);
  const found = (tag: RegExp) => Number.parseInt(svg.match(tag)![1], 16);
  const lightness = (colour: number) => ((colour >> 16) + ((colour >> 8) & 255) + (colour & 255)) / 765;
  const ground = lightness(found(/<rect width="100%" height="100%" fill="#([0-9a-f]{6})"/));
  const ink = lightness(found(/<text [^>]*fill="#([0-9a-f]{6})"/));
  expect(Math.abs(ground - ink), 'words can be read on their ground').toBeGreaterThan(0.4);
  const png = await handed('Picture (PNG)');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const size = svg.match(/width="(\d+)" height="(\d+)"/)!;
  expect([width, height]).toEqual([2 * Number(size[1]), 2 * Number(size[2])]);
  const shades = await page.evaluate(async (bytes) => {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext('2d')!;
    pen.drawImage(image, 0, 0);
    const dots = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer);
    return new Set(dots).size;
  }, [...png]);
  expect(shades).toBeGreaterThan(5);
});
