import { defineConfig } from '@playwright/test';

// Run by `cargo xtask test`, which serves dist/ and names the addresses and the browser.
export default defineConfig({
  testDir: '.',
  timeout: 60_000,
  workers: 2,
  retries: 0,
  fullyParallel: true,
  outputDir: "/tmp/lang-artifacts",
  reporter: [["list"]],
  use: {
    baseURL: process.env.BASE_URL,
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    // Its own tests let the service worker in; elsewhere it would answer before the test does.
    serviceWorkers: 'block',
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
