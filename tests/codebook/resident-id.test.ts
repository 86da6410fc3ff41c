import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readResidentId } from '@/lib/codebook/resident-id'

describe('an identity number', () => {
  // The specimen of GB 11643-1999, annex.
  it('gives birth date and sex of an 18-digit card', () => {
    expect(readResidentId('11010519491231002X')).toEqual({ kind: 'card', birthDate: '1949-12-31', sex: 'F' })
    expect(readResidentId('４４０５２４１８８００１０１００１４')).toEqual({
      kind: 'faulty',
      issue: 'id_birth_date',
    })
    expect(readResidentId('110105 19491231 002x')).toEqual({
      kind: 'card',
      birthDate: '1949-12-31',
      sex: 'F',
    })
  })

  it('reads the older 15 digits', () => {
    expect(readResidentId('110105491231001')).toEqual({ kind: 'card', birthDate: '1949-12-31', sex: 'M' })
    expect(readResidentId('110105491331001')).toEqual({ kind: 'faulty', issue: 'id_birth_date' })
  })

  it('finds any one wrong digit', () => {
    const good = '11010519491231002X'
    fc.assert(
      fc.property(fc.nat({ max: 16 }), fc.nat({ max: 9 }), (at, digit) => {
        fc.pre(good[at] !== String(digit))
        const wrong = good.slice(0, at) + digit + good.slice(at + 1)
        expect(readResidentId(wrong)).toEqual({ kind: 'faulty', issue: 'id_checksum' })
      }),
    )
  })

  it('takes other documents as they are, and digits of another length for a slip', () => {
    expect(readResidentId('E12345678')).toEqual({ kind: 'other' })
    expect(readResidentId('1101051949123100')).toEqual({ kind: 'faulty', issue: 'id_length' })
  })
})
