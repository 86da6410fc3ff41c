import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isRoot, locateState, openState, readSecrets } from '../../bin/state.mjs'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'suivi-state-'))
})

afterEach(() => rmSync(directory, { recursive: true }))

it('gives each checkout a place of its own, the same by whatever path it is reached', () => {
  mkdirSync(join(directory, 'one'))
  mkdirSync(join(directory, 'deep', 'one'), { recursive: true })
  symlinkSync(join(directory, 'one'), join(directory, 'alias'))
  const locate = (name: string): string => locateState(join(directory, name), { HOME: '/home/li' }, false)
  expect(locate('one')).toMatch(/^\/home\/li\/.local\/state\/suivi\/one-[0-9a-f]{8}$/)
  expect(locate('alias')).toBe(locate('one'))
  expect(locate('deep/one')).not.toBe(locate('one'))
})

it('follows SUIVI_STATE_DIR, then XDG_STATE_HOME, and works without HOME', () => {
  expect(locateState(directory, { SUIVI_STATE_DIR: '/srv/x' }, true)).toBe('/srv/x')
  expect(locateState(directory, { XDG_STATE_HOME: '/srv/y' }, false)).toMatch(/^\/srv\/y\/suivi\//)
  expect(locateState(directory, { HOME: '/home/li' }, true)).toMatch(/^\/var\/lib\/suivi\//)
  expect(locateState(directory, {}, false)).toMatch(/\/.local\/state\/suivi\//)
})

it('keeps secrets that only their owner reads, and makes them once', () => {
  const state = openState(join(directory, 'state'))
  expect(statSync(state).mode & 0o777).toBe(isRoot() ? 0o711 : 0o700)
  const secrets = readSecrets(state)
  expect(Buffer.from(secrets.masterKey, 'base64')).toHaveLength(32)
  expect(secrets.secret.length).toBeGreaterThanOrEqual(32)
  expect(readSecrets(state)).toEqual(secrets)
  expect(statSync(join(state, 'secrets.json')).mode & 0o777).toBe(0o600)
  expect(JSON.parse(readFileSync(join(state, 'secrets.json'), 'utf8'))).toEqual(secrets)
})
