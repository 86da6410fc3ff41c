import { describe, expect, it } from 'vitest'
import { judgePassword } from '@/lib/access/password-rule'

const NAMES = ['li.min', 'Li Limin', '北院', 'North Hospital', 'NORTH']

describe('a password that is long enough', () => {
  it.each([
    'follow the spine 2026',
    'a long enough password',
    'a spine to lean on 2026',
    'correct horse battery staple',
    '骨水泥渗漏要看清楚再打勾才行',
    'kx7-Wd2q.9Rt_mv4Zp',
  ])('may be %s', (password) => {
    expect(judgePassword(password, NAMES)).toBeNull()
  })

  it.each([
    'li.minli.minli.min',
    'Li.Min Li Limin x1',
    'north hospital north',
    'ＬＩ．ＭＩＮ＿ｌｉ．ｍｉｎ＿９',
  ])('is refused when it is made of names: %s', (password) => {
    expect(judgePassword(password, NAMES)).toBe('password_is_name')
  })

  it.each([
    'passwordpassword',
    'Password12345678',
    'qwertyuiop123456',
    '1qaz2wsx3edc4rfv',
    'abcdefghijklmnopq',
    '98765432109876543',
    'aaaaaaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabc',
    'admin-admin-2026-suivi',
    'Hospital.Spine.2026!',
    'letmein letmein 1234',
  ])('is refused when it can be guessed: %s', (password) => {
    expect(judgePassword(password, NAMES)).toBe('password_common')
  })
})
