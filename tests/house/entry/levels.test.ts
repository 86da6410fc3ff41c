import { describe, expect, it } from 'vitest'
import { addLevels, parseLevels, sortLevels, takeLevels } from '@/components/registry/operation-levels'
import { makeOperationSchema } from '@/components/registry/operation-schema'
import { guessIdentity } from '@/components/registry/register-guess'

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

describe('the operation form', () => {
  const filled = {
    relation: 'index',
    performedOn: '2026-03-05',
    endedTime: null,
    plannedTechnique: 'PVP',
    receivedTechnique: 'PVP',
    receivedArm: 'pvp',
    operator: null,
    cause: null,
  }
  const check = (fields: object, isIndex = true) => {
    const found = makeOperationSchema(isIndex).safeParse({ ...filled, ...fields })
    return (found.error?.issues ?? []).map((issue) => issue.path.join('.'))
  }

  it('takes the levels out of the box and leaves the rest, which keeps it from being saved', () => {
    const { levels, left } = takeLevels([], 'L1 L13 胸12')
    expect(levels.map(({ level }) => level)).toEqual(['T12', 'L1'])
    expect(left).toBe('L13')
    expect(check({ levels, levelsLeft: left })).toEqual(['levelsLeft'])
    expect(check({ levels, levelsLeft: '' })).toEqual([])
  })

  it('marks everything that lacks at once', () => {
    expect(check({ levels: [], levelsLeft: '', performedOn: undefined }).sort()).toEqual([
      'levels',
      'performedOn',
    ])
    const later = { relation: 'same_level', levels: takeLevels([], 'L1').levels, levelsLeft: '' }
    expect(check(later, false)).toEqual(['cause'])
    expect(check({ ...later, cause: 'refracture' }, false)).toEqual([])
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
