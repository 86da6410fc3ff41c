import { describe, expect, it } from 'vitest'
import { addLevels, parseLevels, sortLevels } from '@/components/registry/operation-levels'
import { guessIdentity } from '@/components/registry/register-guess'

describe('levels as they are typed', () => {
  it.each([
    ['t12 l1', ['T12 both', 'L1 both']],
    ['Ｔ１２、Ｌ１左', ['T12 both', 'L1 left']],
    ['L4-5 R', ['L4-5 right']],
    ['l4-l5左侧', ['L4-5 left']],
    ['L5S1 双', ['L5-S1 both']],
    ['T12-L1', ['T12-L1 null']],
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
    expect(parseLevels('左')).toEqual({ levels: [], refused: ['左'] })
  })

  it('stands from the neck down, each level and side once', () => {
    const typed = parseLevels('L4-5左 T12 L5 C7').levels
    expect(sortLevels(typed).map(({ level }) => level)).toEqual(['C7', 'T12', 'L4-5', 'L5'])
    expect(addLevels(typed, parseLevels('T12 T12右').levels)).toHaveLength(5)
  })
})

describe('what was looked for', () => {
  it('goes into the field it belongs to, and initials into none', () => {
    expect(guessIdentity('王例一')).toEqual({ name: '王例一' })
    expect(guessIdentity('138 0013 8000')).toEqual({ phone: '13800138000' })
    expect(guessIdentity('11010519491231002x')).toEqual({ idNumber: '11010519491231002X' })
    expect(guessIdentity('wly')).toEqual({})
  })
})
