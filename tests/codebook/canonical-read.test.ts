import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalChunks, hashDataset } from '@/lib/codebook/canonical'
import { readCanonical } from '@/lib/codebook/canonical-read'
import type { Dataset } from '@/lib/codebook/dataset'
import { randomDataset } from '../support/random-dataset'

const bytesOf = (dataset: Dataset) => Buffer.concat([...canonicalChunks(dataset)])

describe('canonical bytes', () => {
  it('read and written again are the same bytes', () => {
    fc.assert(
      fc.property(randomDataset, (dataset) => {
        const bytes = bytesOf(dataset)
        const read = readCanonical(bytes)
        expect(bytesOf(read).equals(bytes)).toBe(true)
        expect(hashDataset(read)).toBe(hashDataset(dataset))
        expect(read).toMatchObject({ grain: dataset.grain, rows: dataset.rows })
        expect(read.columns.map(({ variable }) => variable)).toEqual(
          dataset.columns.map(({ variable }) => variable),
        )
      }),
      { numRuns: 200 },
    )
  })

  it('that are cut, go on, or are of something else are refused', () => {
    const [dataset] = fc.sample(randomDataset, { numRuns: 1, seed: 7 })
    if (!dataset) throw new Error('no sample')
    const bytes = bytesOf(dataset)
    expect(() => readCanonical(bytes.subarray(0, -1))).toThrow()
    expect(() => readCanonical(Buffer.concat([bytes, Buffer.of(0)]))).toThrow('go on')
    expect(() => readCanonical(Buffer.from('null'))).toThrow()
  })
})
