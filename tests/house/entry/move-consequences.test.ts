import { describe, expect, it } from 'vitest'
import { listConsequences, type MoveOptions, type MovePlace } from '@/components/entry/move-consequences'

const PLACE: MovePlace = {
  visitId: 'v',
  visitCode: 'd1',
  repeatKey: '',
  doneOn: null,
  signed: false,
  refusal: null,
}
const OPTIONS: MoveOptions = {
  version: 1,
  from: { doneOn: '2026-03-05', signed: false, locked: false, last: false, flags: 0 },
  target: { enrolmentId: 'e', code: 'LV-002', name: null, sex: null, age: null },
  places: [PLACE],
}
const keysOf = (from: Partial<MoveOptions['from']>, place: Partial<MovePlace> = {}) =>
  listConsequences({ ...OPTIONS, from: { ...OPTIONS.from, ...from } }, { ...PLACE, ...place }).map(
    ({ key }) => key,
  )

describe('what moving an entry will do', () => {
  it('says whose date goes, stays or is taken over', () => {
    expect(keysOf({})).toEqual(['takesDate', 'rules'])
    expect(keysOf({}, { doneOn: '2026-03-07' })).toEqual(['keepsDate', 'rules'])
    expect(keysOf({ last: true })).toEqual(['last', 'takesDate', 'rules'])
    expect(keysOf({ doneOn: null }, { visitId: null })).toEqual(['rules'])
  })

  it('names each signature that falls, and the flags that are withdrawn', () => {
    expect(keysOf({ signed: true, flags: 2 }, { signed: true })).toEqual([
      'takesDate',
      'fromSigned',
      'toSigned',
      'flags',
    ])
  })
})
