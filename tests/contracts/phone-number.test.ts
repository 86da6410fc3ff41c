import { expect, it } from 'vitest'
import { phoneBody } from '@/lib/contracts/contacts'
import { registerPatient } from '@/lib/contracts/patients'
import { readZodIssues } from '@/lib/contracts/zod-issues'
import en from '@/messages/en.json'
import zh from '@/messages/zh-CN.json'

const issuesOf = ({ error }: { error?: Parameters<typeof readZodIssues>[0] | undefined }) =>
  error ? readZodIssues(error) : []
const register = (phone: string) =>
  registerPatient.body.safeParse({ identity: { name: '例一', phone } }, { reportInput: true })
const addPhone = (number: string) =>
  phoneBody.safeParse(
    { number, relation: 'child', holder: null, bestHour: null, note: null, preferred: false },
    { reportInput: true },
  )

it.each([
  ['明天再问', 'not_a_phone'],
  ['13900001234 13900005678', 'one_phone_only'],
])('%s is refused as a telephone, at registering as later', (typed, code) => {
  expect(issuesOf(register(typed))).toEqual([{ field: 'identity.phone', code }])
  expect(issuesOf(addPhone(typed))).toEqual([{ field: 'number', code }])
  expect(zh.issues).toHaveProperty(code)
  expect(en.issues).toHaveProperty(code)
})

it('a number is kept as typed; none is no number only at registering', () => {
  expect(register(' 138 0013-8000').data?.identity?.phone).toBe('138 0013-8000')
  expect(register('').success).toBe(true)
  expect(issuesOf(addPhone(''))).toEqual([{ field: 'number', code: 'required' }])
})
