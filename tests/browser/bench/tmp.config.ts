import { defineConfig } from '@playwright/test';
import tests from '../playwright.config';

// Run by `cargo xtask bench`. One thing at a time, or the figures would be of each other.
export default defineConfig({
  ...tests,
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../results/bench',
  timeout: 20 * 60_000,
  expect: { timeout: 60_000 },
  workers: 1,
  fullyParallel: false,
  reporter: [["list"]],
  use: { ...tests.use, screenshot: 'off', serviceWorkers: 'allow' },
});
