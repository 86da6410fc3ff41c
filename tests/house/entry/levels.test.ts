import { describe, expect, it } from 'vitest'
import { addLevels, parseLevels, sortLevels } from '@/components/registry/operation-levels'

describe('levels as they are typed', () => {
  it.each([
    ['t12 l1', ['T12 both', 'L1 both']],
    ['Ｔ１２、Ｌ１左', ['T12 both', 'L1 left']],
    ['L4-5 R', ['L4-5 right']],
    ['l4-l5左侧', ['L4-5 left']],
    ['L5S1 双', ['L5-S1 both']],
    ['T12-L1', ['T12-L1 null']],
    ['胸12 腰１左 骶1 颈5', ['T12 both', 'L1 left', 'S1 both', 'C5 both']],
    ['腰椎4-5左、腰5骶1 右', ['L4-5 left', 'L5-S1 right']],
    ['胸１２椎体 L1椎', ['T12 both', 'L1 both']],
    ['L1 right L2l', ['L1 right', 'L2 left']],
  ])('%s', (typed, expected) => {
    const { levels, refused } = parseLevels(typed)
    expect(levels.map(({ level, side }) => `${level} ${side}`)).toEqual(expected)
    expect(refused).toEqual([])
  })

  it('refuses what the spine does not have, and keeps it as typed', () => {
    expect(parseLevels('T13 L1 X4 L1-L3 S1-L5 l')).toEqual({
      levels: [{ level: 'L1', side: 'left' }],
      refused: ['T13', 'X4', 'L1-L3', 'S1-L5'],
    })
    expect(parseLevels('胸13 腰 腰1-3')).toEqual({ levels: [], refused: ['胸13', '腰', '腰1-3'] })
    expect(parseLevels('左')).toEqual({ levels: [], refused: ['左'] })
  })

  it('stands from the neck down, each level and side once', () => {
    const typed = parseLevels('L4-5左 T12 L5 C7').levels
    expect(sortLevels(typed).map(({ level }) => level)).toEqual(['C7', 'T12', 'L4-5', 'L5'])
    expect(addLevels(typed, parseLevels('T12 T12右').levels)).toHaveLength(5)
  })
})
