import next from 'eslint-config-next'
import nextTypescript from 'eslint-config-next/typescript'
import { existsSync } from 'node:fs'

// The floors of the house, lowest first: a room imports only from floors below its own.
const floors = [
  ['lib/stats', 'lib/access', 'lib/problem.ts', 'lib/env.ts', 'lib/i18n'],
  ['lib/codebook'],
  ['lib/instruments', 'lib/analysis'],
  ['lib/protocol', 'lib/figures'],
  ['lib/contracts', 'lib/exchange'],
  ['lib/records', 'components'],
  ['lib/session.ts', 'lib/tasks'],
  ['lib/door.ts'],
  ['app', 'worker', 'bin'],
]

const zones = floors.flatMap((rooms, floor) =>
  rooms.map((room) => ({
    target: `./${room}`,
    from: floors
      .slice(floor)
      .flat()
      .filter((other) => other !== room && existsSync(other))
      .map((other) => `./${other}`),
    message: `A room imports only from lower floors (${room} stands on floor ${floor + 1}).`,
  })),
)
zones.push({
  target: './lib/stats',
  from: './node_modules',
  message: 'lib/stats imports nothing but itself.',
})

const noEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only lib/env.ts, bin and config files read process.env.',
}
const noServerActions = {
  selector: "Literal[value='use server']",
  message: 'No server actions: browser writes go through /api/v1.',
}
const noRawHtml = {
  selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
  message: 'No raw HTML anywhere.',
}
const noNamedZ = {
  selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
  message: "Write `import * as z from 'zod'`: the named form is three times the size in a browser.",
}
const always = [noServerActions, noRawHtml, noNamedZ]

const config = [
  {
    ignores: [
      '.next/**',
      '.build/**',
      'lib/records/generated/**',
      'next-env.d.ts',
      'node_modules/**',
      '.*/**',
    ],
  },
  ...next,
  ...nextTypescript,
  {
    files: ['**/*.{ts,tsx,mjs}'],
    settings: { 'import/resolver': { typescript: { alwaysTryTypes: true } } },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'import/no-cycle': 'error',
      'import/no-restricted-paths': ['error', { zones }],
      'no-restricted-syntax': ['error', noEnv, ...always],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['lib/env.ts', 'bin/**', '*.config.*', 'tests/**', 'worker/**'],
    rules: { 'no-restricted-syntax': ['error', ...always] },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: [
      'lib/records/**',
      'tests/records/**',
      'tests/bench/**',
      'tests/support/**',
      'bin/**',
      'worker/**',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@prisma/*', '**/records/generated/**', '**/records/db', 'pg'],
              message: 'Prisma and pg are used only inside lib/records.',
            },
          ],
        },
      ],
    },
  },
]

export default config
