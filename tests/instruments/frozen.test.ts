/**
 * A published instrument never changes meaning. FREEZE=1 writes the file of a version that has none yet; a file that
 * is there is never overwritten, and a version that has one never leaves the shelf.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toJson } from '@/lib/codebook/json'
import { listInstruments } from '@/lib/instruments/shelf'

const folder = join(import.meta.dirname, 'frozen')
const published = listInstruments().map((instrument) => ({ file: fileOf(instrument), instrument }))

function fileOf({ id, version }: { id: string; version: number }): string {
  return `${id}.v${version}.json`
}

if (process.env.FREEZE === '1') {
  for (const { file, instrument } of published) {
    const path = join(folder, file)
    if (!existsSync(path)) writeFileSync(path, `${JSON.stringify(toJson(instrument), null, 2)}\n`)
  }
}

describe('frozen shapes', () => {
  it.each(published)('$file', ({ file, instrument }) => {
    expect(toJson(instrument)).toEqual(JSON.parse(readFileSync(join(folder, file), 'utf8')))
  })

  it('keep every published version on the shelf', () => {
    expect(readdirSync(folder).sort()).toEqual(published.map(({ file }) => file).sort())
  })
})
