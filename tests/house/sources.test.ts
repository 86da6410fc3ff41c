import { describe, expect, it } from 'vitest'
import { listSources, readRootFile, type Source } from './walk'

const CODE = /\.(ts|tsx|mjs|js)$/
const code = listSources(CODE)
const everything = listSources(
  /\.(ts|tsx|mjs|js|md|sql|json|css|prisma|yml|sh)$|^\.ci\/run$|^\.env\.example$/,
)

const product = code.filter(({ path }) => /^(app|components|lib|worker)\//.test(path))

function listPaths(sources: readonly Source[], found: RegExp): string[] {
  return sources.filter(({ text }) => found.test(text)).map(({ path }) => path)
}

describe('sources', () => {
  it('are read at all', () => {
    expect(code.length).toBeGreaterThan(300)
    expect(everything.map(({ path }) => path)).toEqual(expect.arrayContaining(['README.md', '.ci/run']))
  })

  it('have at most 300 lines', () => {
    const long = code.filter(({ text }) => text.split('\n').length - 1 > 300)
    expect(long.map(({ path }) => path)).toEqual([])
  })

  it('have no server action, no raw HTML, no proxy and no loading page', () => {
    expect(listPaths(product, /['"]use server['"]/)).toEqual([])
    expect(listPaths(product, /dangerouslySetInnerHTML|\.innerHTML\b|document\.write/)).toEqual([])
    const names = code.map(({ path }) => path)
    expect(names.filter((path) => /(^|\/)(proxy|middleware)\.(ts|js|mjs)$/.test(path))).toEqual([])
    // It would answer before the page has asked whether the patient may be seen.
    expect(names.filter((path) => /^app\/.*\/loading\.tsx$/.test(path))).toEqual([])
  })

  it('read the environment in one place of the product', () => {
    expect(listPaths(product, /process\.env|process\[/)).toEqual(['lib/env.ts'])
  })

  it('keep Prisma and pg inside the records', () => {
    const outside = product.filter(({ path }) => !path.startsWith('lib/records/'))
    expect(listPaths(outside, /from '(@prisma\/|pg'|.*records\/generated)/)).toEqual([])
  })

  it('call nobody: the only fetch is that of the browser to its own server', () => {
    expect(listPaths(product, /\bfetch\(|XMLHttpRequest|sendBeacon|EventSource|WebSocket/)).toEqual([
      'components/ui/client-api.ts',
    ])
    expect(listPaths(product, /from '(node:)?(https?|net|tls|dgram|dns)'/)).toEqual([])
  })

  it('keep nothing about a patient in the browser', () => {
    expect(listPaths(product, /\b(localStorage|sessionStorage|indexedDB|caches)\./)).toEqual([])
  })

  it('wrap what others replace later in one file each', () => {
    const importers = (name: string) => listPaths(product, new RegExp(`from '${name}(/[^']*)?'`))
    expect(importers('react-hook-form')).toEqual(['components/ui/form.tsx'])
    expect(importers('@tanstack/react-table')).toEqual(['components/ui/table.tsx'])
    expect(importers('next-auth').sort()).toEqual([
      'app/api/auth/[...nextauth]/route.ts',
      'components/registry/shell-sign-out.tsx',
      'components/registry/sign-in-form.tsx',
      'lib/session.ts',
    ])
  })
})

describe('the tree', () => {
  it('names no directory of a machine', () => {
    // Joined here, so that this file does not find itself. One test needs the home of somebody invented.
    const machine = new RegExp(`(^|[^\\w.~$}])/${'(work|root|home|Users)'}/(?!li')\\w`, 'm')
    expect(listPaths(everything, machine)).toEqual([])
  })

  it('has nothing left for later and no test that is not run', () => {
    expect(listPaths(code, new RegExp(`\\b(TO${'DO'}|FIX${'ME'})\\b`))).toEqual([])
    const tests = code.filter(({ path }) => path.startsWith('tests/'))
    expect(
      listPaths(tests, new RegExp(`\\b(it|test|describe)\\.(on${'ly'}|sk${'ip'}|to${'do'}|fa${'ils'})\\b`)),
    ).toEqual([])
  })

  it('locks versions and no download address, and pins every version exactly', () => {
    const lock = readRootFile('package-lock.json')
    expect(lock).not.toContain('"resolved"')
    expect(lock).not.toMatch(/https?:\/\/[^"]*\.tgz/)
    const { dependencies, devDependencies } = JSON.parse(readRootFile('package.json')) as Record<
      string,
      Record<string, string>
    >
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    )
    expect(loose).toEqual([])
  })
})
