import { describe, expect, it } from 'vitest'
import { dropHidden, visibleItems } from '@/lib/codebook/visibility'
import { sample } from './sample'

describe('visibility', () => {
  it('asks what has no condition, and what its condition allows', () => {
    expect([...visibleItems(sample, {})]).toEqual(['volume', 'shots', 'leak', 'told_on', 'double'])
    expect([...visibleItems(sample, { leak: 1, kinds: [9] })]).toEqual([
      'volume',
      'shots',
      'leak',
      'kinds',
      'other',
      'told_on',
      'double',
    ])
  })

  it('hides all that hangs under a hidden question, whatever was entered there', () => {
    const values = { leak: 0, kinds: [9], other: 'disc', seen_on: '2026' }
    expect(visibleItems(sample, values).has('seen_on')).toBe(false)
    expect(dropHidden(sample, values)).toEqual({ leak: 0 })
  })

  it('keeps unknown names for the schema to refuse', () => {
    expect(dropHidden(sample, { leek: 1, volume: 2 })).toEqual({ leek: 1, volume: 2 })
  })

  it('takes a declared reason as no answer', () => {
    expect(visibleItems(sample, { leak: { missing: 'unknown' } }).has('kinds')).toBe(false)
  })
})
