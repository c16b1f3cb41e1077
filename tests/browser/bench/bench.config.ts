import { defineConfig } from '@playwright/test';
import tests from '../playwright.config';

// Run by `cargo xtask bench`. One thing at a time, or the figures would be of each other.
export default defineConfig({
  // BENCH_ONLY takes a part: what is in the names of its benchmarks.
  grep: new RegExp(process.env.BENCH_ONLY ?? ''),
  ...tests,
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../results/bench',
  timeout: 20 * 60_000,
  expect: { timeout: 60_000 },
  workers: 1,
  fullyParallel: false,
  reporter: [['list']],
  use: { ...tests.use, screenshot: 'off', serviceWorkers: 'allow' },
});
