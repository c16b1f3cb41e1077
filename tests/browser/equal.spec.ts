// The app and the command line say the same. `equal/expected.json` is what the command line says;
// `cargo test -p isms-gauge-cli --test equal` holds it to that.
import { readFileSync } from 'node:fs';
import { expect, test } from './app';

type Expected = { file: string; stage_1: string; stage_2: string; gaps: number; hash: string };

const text = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const { today, files }: { today: string; files: Expected[] } = JSON.parse(text('equal/expected.json'));

for (const { file, stage_1, stage_2, gaps, hash } of files) {
  test(`${file} has the verdicts, gaps and plan hash of the command line`, async ({ app, page }) => {
    await page.clock.setFixedTime(new Date(`${today}T12:00:00`));
    await app.open();
    await app.choose('assessment.json', text(file));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Where you stand' })).toBeVisible();
    await expect(page.locator('.verdict__word')).toHaveText([stage_1, stage_2]);
    await app.go('Gaps');
    await expect(page.locator('main')).toContainText(new RegExp(`(?<!\\d)${gaps} gaps`));
    await app.go('Roadmap');
    await expect(page.locator('#plan-hash')).toHaveText(hash);
  });
}
