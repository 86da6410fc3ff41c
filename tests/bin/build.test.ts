import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hashSources } from '../../bin/build.mjs'
import { checkNode, isInstalled } from '../../bin/install.mjs'

let root: string

const write = (path: string, content: unknown): void => {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'suivi-build-'))
})

afterEach(() => rmSync(root, { recursive: true }))

it('sees any change of a source, and none in what is generated', () => {
  const paths = ['lib', 'package.json']
  write('lib/a/one.ts', '1')
  write('package.json', '{}')
  const seen = new Set([hashSources(root, paths)])
  const expectChange = (): void => {
    const size = seen.size
    expect(seen.add(hashSources(root, paths)).size).toBe(size + 1)
  }
  write('lib/a/one.ts', '2')
  expectChange()
  write('lib/b.ts', '2')
  expectChange()
  rmSync(join(root, 'lib/a'), { recursive: true })
  expectChange()
  write('package.json', '{ }')
  expectChange()
  const before = hashSources(root, paths)
  write('lib/records/generated/client.ts', 'made')
  write('elsewhere/x.ts', 'x')
  expect(hashSources(root, paths)).toBe(before)
})

it('tells whether node_modules is what the lock file asks for', () => {
  const entry = { version: '1.0.0' }
  const top = { dependencies: { a: '1.0.0' }, devDependencies: { b: '1.0.0' } }
  write('package.json', top)
  write('package-lock.json', {
    packages: {
      '': top,
      'node_modules/a': entry,
      'node_modules/b': entry,
      'node_modules/c': { ...entry, optional: true },
    },
  })
  expect(isInstalled(root)).toBe(false)
  write('node_modules/.package-lock.json', { packages: { 'node_modules/a': entry } })
  expect(isInstalled(root)).toBe(false)
  write('node_modules/.package-lock.json', { packages: { 'node_modules/a': entry, 'node_modules/b': entry } })
  expect(isInstalled(root)).toBe(true)
  write('package.json', { ...top, dependencies: { a: '1.0.1' } })
  expect(isInstalled(root)).toBe(false)
})

it('refuses a Node.js that is too old', () => {
  for (const version of ['18.20.0', '20.18.3'])
    expect(() => checkNode(version)).toThrow(/needs Node.js 20.19/)
  for (const version of ['20.19.0', '22.0.0', '24.21.0']) expect(() => checkNode(version)).not.toThrow()
})
