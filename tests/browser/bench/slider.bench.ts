// The what-if page: how soon the plan answers while a slider moves, and how soon it is looked at in
// full once the slider rests.
import { expect, test } from '@playwright/test';
import { App } from '../app';
import { PLAIN, SLOW, median, prepare, quantile, record, throttle } from './measure';

const N_STEPS = Number(process.env.BENCH_STEPS ?? 60);

for (const profile of [PLAIN, SLOW]) {
  test(`a slider moves, ${profile.name}`, async ({ page }) => {
    await prepare(page);
    const app = new App(page);
    await app.open();
    const id = await app.sample('Manufacturer, 600 people');
    await page.evaluate((hash) => (location.hash = hash), `#/a/${id}/what-if`);
    await expect(page.locator('.what-if__answer')).toHaveAttribute('data-refined', 'true');
    await throttle(page, profile);
    const { answers, paints, refined } = await page.evaluate(async (nSteps) => {
      const card = document.querySelector<HTMLElement>('.what-if__answer')!;
      const sliders = [...document.querySelectorAll<HTMLInputElement>('.slider input')].slice(0, 6);
      const found = { answers: [] as number[], paints: [] as number[], refined: [] as number[] };
      for (let step = -6; step < nSteps; step += 1) {
        const slider = sliders[(step + 6) % sliders.length];
        const value = Number(slider.value);
        const isUp = Math.floor((step + 6) / 12) % 2 === 0 && value < Number(slider.max);
        slider.value = String(isUp ? value + 1 : Math.max(1, value - 1));
        const start = performance.now();
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        // Effects run before anything else that waits; then the dates are laid out.
        await new Promise<void>((done) => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => done();
          channel.port2.postMessage(0);
        });
        card.getBoundingClientRect();
        const answer = performance.now() - start;
        const paint = (await bench.painted()) - start;
        // The first steps warm up.
        if (step < 0) continue;
        found.answers.push(answer);
        found.paints.push(paint);
        if (step % 6 === 5) {
          while (card.dataset.refined !== 'true') await new Promise((done) => setTimeout(done, 4));
          found.refined.push(performance.now() - start);
        }
      }
      return found;
    }, N_STEPS);
    expect(answers).toHaveLength(N_STEPS);
    record(`slider_answer_p95_ms.${profile.name}`, quantile(answers, 0.95), answers);
    record(`slider_answer_median_ms.${profile.name}`, median(answers));
    record(`slider_to_paint_median_ms.${profile.name}`, median(paints), paints);
    record(`slider_refined_ms.${profile.name}`, median(refined), refined);
  });
}
