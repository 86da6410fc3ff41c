/** Every code this room and its neighbours give has a text in both languages. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MISSING_REASONS } from '@/lib/codebook/item'
import { SCORE_REASONS } from '@/lib/instruments/score'
import en from '@/messages/en.json'
import zh from '@/messages/zh-CN.json'

const root = join(import.meta.dirname, '../..')

function findCodes(folder: string, pattern: RegExp): string[] {
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.ts'))
  const sources = files.map((name) => readFileSync(join(root, folder, name), 'utf8'))
  return [
    ...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1] ?? ''))),
  ]
}

const ISSUE =
  /(?:issue\(item, |issue: |refuse\(|name\), code: |field: name, code: |field, code: |message: )'([a-z_]+)'/g
const given = [
  ...findCodes('lib/codebook', ISSUE),
  ...findCodes('lib/exchange', /refuse\('(csv_[a-z_]+)'/g),
  ...['below_hard', 'above_hard', 'below_soft', 'above_soft', 'jump', 'unknown_code', 'not_an_object'],
]

describe.each([
  ['zh-CN', zh],
  ['en', en],
])('messages %s', (_language, messages) => {
  it('have every issue', () => {
    expect(given.length).toBeGreaterThan(25)
    expect(Object.keys(messages.issues)).toEqual(expect.arrayContaining(given))
  })

  it('have every missing reason and every reason of a score', () => {
    expect(Object.keys(messages.missing)).toEqual(expect.arrayContaining([...MISSING_REASONS]))
    expect(Object.keys(messages.scores)).toEqual(expect.arrayContaining([...SCORE_REASONS]))
  })
})
