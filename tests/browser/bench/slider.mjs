// How fast the plan answers while a slider of the what-if page moves, in a real browser.
//
//   BASE_URL=http://127.0.0.1:8080/ CHROMIUM=/usr/bin/chromium node bench/slider.mjs
//
// Prints JSON: for each rate of CPU throttling the milliseconds from the input event until the
// changed dates are laid out (`answer`) and until the next frame (`frame`), and from the last event
// until the closer look is there (`refined`), each as median, 95th percentile and maximum, and the
// longest task meanwhile.
import { chromium } from '@playwright/test';

const SAMPLE = 'Manufacturer, 600 people';
const N_STEPS = 40;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
});
const page = await browser.newPage();
await page.goto(process.env.BASE_URL);
await page.getByRole('button', { name: SAMPLE }).click();
await page.waitForURL(/#\/a\//);
await page.goto(page.url().replace(/\/overview.*|\/questions.*/, '/what-if'));
await page.locator('.what-if__answer[data-refined="true"]').waitFor();
const cdp = await page.context().newCDPSession(page);

const measured = {};
for (const rate of [1, 4]) {
  await cdp.send('Emulation.setCPUThrottlingRate', { rate });
  measured[`throttle_${rate}x`] = await page.evaluate(measure, N_STEPS);
}
await browser.close();
console.log(JSON.stringify(measured, null, 2));

/** Runs in the page: moves each slider of a role back and forth. */
async function measure(nSteps) {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const answered = document.querySelector('.what-if__answer');
  const rested = () => answered.dataset.refined === 'true';
  const until = async (holds) => {
    while (!holds()) await new Promise((done) => setTimeout(done, 4));
  };
  const sliders = [...document.querySelectorAll('.slider input[type="range"]')].slice(0, 6);
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)));
  observer.observe({ type: 'longtask' });
  const answers = [];
  const frames = [];
  const refined = [];
  for (let step = 0; step < nSteps; step += 1) {
    const slider = sliders[step % sliders.length];
    const value = Number(slider.value);
    slider.value = String(value < Number(slider.max) && step % 12 < 6 ? value + 1 : Math.max(1, value - 1));
    const start = performance.now();
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    // Effects run in microtasks; then the layout is forced.
    await Promise.resolve();
    await new Promise((done) => queueMicrotask(done));
    answered.getBoundingClientRect();
    answers.push(performance.now() - start);
    await frame();
    frames.push(performance.now() - start);
    if (step % 4 === 3) {
      await until(rested);
      refined.push(performance.now() - start);
    }
  }
  await until(rested);
  observer.disconnect();
  const figures = (all) => {
    const sorted = [...all].sort((a, b) => a - b);
    const at = (part) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] * 10) / 10;
    return { median: at(0.5), p95: at(0.95), max: at(1) };
  };
  return {
    answer_ms: figures(answers),
    frame_ms: figures(frames),
    refined_ms: figures(refined),
    longest_task_ms: Math.round(Math.max(0, ...tasks)),
  };
}
