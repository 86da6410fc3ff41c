import { describe, expect, it } from 'vitest'
import { enrolSchema } from '@/components/registry/enrol-schema'
import { takeLevels } from '@/components/registry/operation-levels'
import { makeOperationSchema } from '@/components/registry/operation-schema'
import { guessIdentity, isNameOnly } from '@/components/registry/register-guess'

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

describe('the enrolment form', () => {
  const check = (consent: object) => {
    const read = enrolSchema.safeParse({
      enrolledOn: '2026-03-05',
      plannedArm: 'pvp',
      eligibility: { age: 'yes', fever: undefined },
      consent: { version: '1.0', on: '2026-03-04', by: 'patient', relation: null, ...consent },
    })
    return (read.error?.issues ?? []).map((issue) => issue.path.join('.')).sort()
  }

  it('marks the consent together with the criteria that have no answer', () => {
    expect(check({})).toEqual(['eligibility.fever'])
    expect(check({ on: null })).toEqual(['consent.on', 'eligibility.fever'])
    expect(check({ by: 'proxy' })).toEqual(['consent.relation', 'eligibility.fever'])
    expect(check({ by: 'waived', on: null, version: null })).toEqual(['eligibility.fever'])
  })
})

describe('who is registered', () => {
  it('has more than a name', () => {
    expect(isNameOnly({ name: '王例一', sex: 'F', phone: ' ', birthDate: undefined })).toBe(true)
    expect(isNameOnly({ name: '王例一', hospitalNumber: '0042' })).toBe(false)
    expect(isNameOnly({ name: '', phone: '' })).toBe(false)
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
