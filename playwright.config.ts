import { defineConfig } from '@playwright/test'

const { CHROMIUM_PATH, CHROMIUM_ENV, SUIVI_E2E_URL } = process.env

// bin/test.mjs finds the browser and starts a server with a demo of its own.
if (!CHROMIUM_PATH || !SUIVI_E2E_URL)
  throw new Error('Run the journeys by: npm test -- --e2e [playwright arguments]')

const browserEnv: Record<string, string> = JSON.parse(CHROMIUM_ENV ?? '{}')

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers: 1,
  // A busy machine may make a journey late once; bin/test.mjs names each that needed a second try.
  retries: 1,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  // Every journey in both languages.
  projects: ['zh-CN', 'en'].map((locale) => ({ name: locale, use: { locale } })),
  use: {
    baseURL: SUIVI_E2E_URL,
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: CHROMIUM_PATH,
      env: { ...process.env, ...browserEnv } as Record<string, string>,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
