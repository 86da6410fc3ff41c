import { defineConfig } from 'vitest/config'

const alias = { '@': import.meta.dirname }
const DATABASE = 'tests/{records,session,door,tasks,worker}/**/*.test.ts'

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
          include: [DATABASE, 'tests/bin/**/*.test.ts'],
          globalSetup: ['tests/support/cluster.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          // What needs Debian's programs, and everything of the database again on Debian's PostgreSQL.
          name: 'readers',
          include: [
            'tests/readers/**/*.test.ts',
            DATABASE,
            'tests/bin/{backup,doctor,doctor-dangers,migrate,refusals,restore}.test.ts',
          ],
          globalSetup: ['tests/support/debian.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
