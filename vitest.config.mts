import { defineConfig } from 'vitest/config'

const alias = { '@': import.meta.dirname }

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'pure',
          // Properties and enumerations take long on a busy machine.
          testTimeout: 30_000,
          include: [
            'tests/{stats,access,codebook,instruments,analysis,protocol,figures,contracts,exchange,i18n,house}/**/*.test.{ts,tsx}',
          ],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'records',
          include: ['tests/{records,session,door,tasks,worker,bin}/**/*.test.ts'],
          globalSetup: ['tests/support/cluster.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'readers',
          include: ['tests/readers/**/*.test.ts'],
          globalSetup: ['tests/support/cluster.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
})
