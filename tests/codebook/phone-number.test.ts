import { describe, expect, it } from 'vitest'
import { findPhoneIssue } from '@/lib/codebook/phone-number'

describe('one telephone number', () => {
  it.each([
    '13900001234',
    '139 0000 1234',
    '+86 139-0000-1234',
    '(+86) 13900001234',
    '008613900001234',
    '0571 88888888',
    '（０１０）６２３４５６７８－８０１',
    '１３７１２３４０００２',
    '95588',
    '+49 1512 3456789',
  ])('is %s', (typed) => {
    expect(findPhoneIssue(typed)).toBeNull()
  })

  it.each([
    '',
    '明天再问',
    '五六七八九',
    '1234',
    '1390000123456789',
    '13900001234（女儿）',
    '139O0001234',
    '1390000+1234',
  ])('is not %j', (typed) => {
    expect(findPhoneIssue(typed)).toBe('not_a_phone')
  })

  it.each([' ', ', ', '，', '、', '/', '；', '　', ' / '])('is not two of them, apart by %j', (between) => {
    expect(findPhoneIssue(`13900001234${between}13900005678`)).toBe('one_phone_only')
    expect(findPhoneIssue(`62345678${between}6234567`)).toBe('one_phone_only')
  })
})
