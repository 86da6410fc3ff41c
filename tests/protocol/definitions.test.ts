import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findInstrument } from '@/lib/instruments/shelf'
import { COMPLICATION_CATALOGUE, COMPLICATION_CODES, findComplicationType } from '@/lib/protocol/catalogue'
import { findDefinition, RULE_DEFINITIONS, RULE_PRESETS } from '@/lib/protocol/rules/definitions'
import { findRule, RULES } from '@/lib/protocol/rules/evaluate'
import english from '@/messages/en.json'
import chinese from '@/messages/zh-CN.json'

/** FREEZE=1 adds what is new; what is there is never overwritten. */
const FILE = join(import.meta.dirname, 'frozen-definitions.json')

const current = Object.fromEntries([
  ...COMPLICATION_CATALOGUE.map((type) => [`${type.code}@${type.version}`, hash(type)] as const),
  ...RULES.map(
    (rule) =>
      [
        `rule ${rule.id}@${rule.version}`,
        hash([findDefinition(rule.id, rule.version), rule.techniques, rule.proposes, rule.defaults]),
      ] as const,
  ),
])

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
}

if (process.env.FREEZE === '1') {
  const known = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, string>) : {}
  writeFileSync(FILE, `${JSON.stringify({ ...current, ...known }, null, 2)}\n`)
}

describe('a published definition', () => {
  it('never changes and never leaves', () => {
    expect(current).toEqual(JSON.parse(readFileSync(FILE, 'utf8')))
  })

  it('stands for every code and every version of every rule, in both languages, with its source', () => {
    expect(COMPLICATION_CATALOGUE.map(({ code }) => code).sort()).toEqual([...COMPLICATION_CODES].sort())
    expect(RULE_DEFINITIONS.map(({ id, version }) => `${id}@${version}`).sort()).toEqual(
      RULES.map(({ id, version }) => `${id}@${version}`).sort(),
    )
    for (const { text, source } of RULE_DEFINITIONS)
      for (const each of [text.zh, text.en, source.zh, source.en]) expect(each.length).toBeGreaterThan(3)
  })

  it('is found in the version of an event', () => {
    expect(findComplicationType('recollapse', 1)?.version).toBe(1)
    expect(findComplicationType('recollapse', 99)).toBeUndefined()
  })

  it('reads items that there are', () => {
    for (const { id, reads } of RULES)
      for (const [instrument, items] of Object.entries(reads)) {
        const known = findInstrument(instrument, 1)?.items.map(({ name }) => name) ?? []
        expect(`${id}: ${items.filter((item) => !known.includes(item)).join()}`).toBe(`${id}: `)
      }
  })

  it('has a preset only of a rule and of parameters that there are', () => {
    for (const { rule, version, params } of RULE_PRESETS)
      expect(Object.keys(findRule(rule, version)?.defaults ?? {})).toEqual(
        expect.arrayContaining(Object.keys(params)),
      )
  })

  it('is named, and so are its parameters', () => {
    for (const messages of [chinese, english])
      for (const { id, defaults } of RULES) {
        expect(messages.rules.names).toHaveProperty(id)
        for (const name of Object.keys(defaults)) expect(messages.protocolPage.params).toHaveProperty(name)
      }
  })
})
