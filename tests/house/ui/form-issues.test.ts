import { expect, it } from 'vitest'
import * as z from 'zod'
import { nameIssue } from '@/components/ui/form-issues'
import { loadMessages } from '@/lib/i18n/messages'

const schema = z
  .strictObject({
    name: z.string().min(2),
    age: z.number().max(120),
    mail: z.email(),
    kind: z.enum(['a', 'b']),
    note: z.string(),
  })
  .superRefine((value, context) => {
    if (value.note === 'late')
      context.addIssue({
        code: 'custom',
        path: ['note'],
        params: { code: 'after_death', date: '2026-03-05' },
      })
  })

const good = { name: '王某', age: 72, mail: 'a@b.cn', kind: 'a', note: '' }

function namesOf(input: unknown): Record<string, unknown> {
  const parsed = schema.safeParse(input, { error: (issue) => JSON.stringify(nameIssue(issue)) })
  return Object.fromEntries(
    (parsed.error?.issues ?? []).map((issue) => [issue.path.join('.'), JSON.parse(issue.message)]),
  )
}

it('accepts what is right', () => {
  expect(namesOf(good)).toEqual({})
})

it('names what zod finds in the words of the messages', () => {
  expect(namesOf({ ...good, name: '王', age: 130, mail: 'x', kind: 'c' })).toEqual({
    name: { code: 'too_short', params: { min: 2 } },
    age: { code: 'above_hard', params: { max: 120 } },
    mail: { code: 'malformed' },
    kind: { code: 'not_offered' },
  })
})

it('calls an empty or absent value required, whatever rule it broke', () => {
  expect(namesOf({ ...good, name: '', age: undefined, mail: '' })).toEqual({
    name: { code: 'required' },
    age: { code: 'required' },
    mail: { code: 'required' },
  })
})

it('takes code and values of a check of the schema itself', () => {
  expect(namesOf({ ...good, note: 'late' })).toEqual({
    note: { code: 'after_death', params: { date: '2026-03-05' } },
  })
})

it('has a text for every code it gives', async () => {
  const codes = [
    'required',
    'too_short',
    'too_long',
    'below_hard',
    'above_hard',
    'wrong_type',
    'not_offered',
    'not_asked',
  ]
  const { issues } = await loadMessages('zh-CN')
  expect(
    [...codes, 'not_a_date', 'malformed'].filter((code) => typeof issues !== 'object' || !(code in issues)),
  ).toEqual([])
})
