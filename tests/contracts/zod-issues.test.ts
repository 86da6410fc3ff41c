import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { isoDate, shortText, timeOfDay, version } from '@/lib/contracts/fields'
import { readZodIssues } from '@/lib/contracts/zod-issues'
import en from '@/messages/en.json'
import zh from '@/messages/zh-CN.json'

const schema = z.strictObject({
  name: shortText,
  day: isoDate,
  time: timeOfDay.nullable(),
  version,
  role: z.enum(['nurse', 'clinician']),
  levels: z.array(z.strictObject({ level: z.string().max(3) })).max(2),
  id: z.uuid(),
  notes: z.string().max(5).optional(),
})
const GOOD = {
  name: 'n',
  day: '2026-03-05',
  time: null,
  version: 1,
  role: 'nurse',
  levels: [{ level: 'T12' }],
  id: '01a1f8c2-7207-7532-9f35-51e1351219e8',
}

const issuesOf = (change: object) => {
  const result = schema.safeParse({ ...GOOD, ...change }, { reportInput: true })
  return result.success ? [] : readZodIssues(result.error)
}

describe('what zod finds', () => {
  it('is nothing in what is right', () => {
    expect(issuesOf({})).toEqual([])
  })

  it.each([
    [{ name: undefined }, { field: 'name', code: 'required' }],
    [{ name: '   ' }, { field: 'name', code: 'required' }],
    [{ name: 7 }, { field: 'name', code: 'wrong_type' }],
    [{ name: null }, { field: 'name', code: 'wrong_type' }],
    [{ name: 'x'.repeat(201) }, { field: 'name', code: 'too_long', params: { max: 200 } }],
    [{ day: '2026-02-30' }, { field: 'day', code: 'not_a_date' }],
    [{ day: '5.3.2026' }, { field: 'day', code: 'not_a_date' }],
    [{ day: '0000-01-01' }, { field: 'day', code: 'not_a_date' }],
    [{ time: '24:00' }, { field: 'time', code: 'malformed' }],
    [{ version: -1 }, { field: 'version', code: 'below_hard', params: { min: 0 } }],
    [{ version: 1e10 }, { field: 'version', code: 'above_hard', params: { max: 1_000_000_000 } }],
    [{ version: '1' }, { field: 'version', code: 'wrong_type' }],
    [{ role: 'king' }, { field: 'role', code: 'not_offered' }],
    [{ levels: [{ level: 'T123' }] }, { field: 'levels.0.level', code: 'too_long', params: { max: 3 } }],
    [{ levels: [{}] }, { field: 'levels.0.level', code: 'required' }],
    [{ levels: [{ level: 'T1', side: 'left' }] }, { field: 'levels.0.side', code: 'not_asked' }],
    [{ id: 'x' }, { field: 'id', code: 'malformed' }],
    [{ surplus: 1 }, { field: 'surplus', code: 'not_asked' }],
  ])('in %j is a field and a reason', (change, expected) => {
    expect(issuesOf(change)).toEqual([expected])
  })

  it('never repeats what was typed', () => {
    const typed = '欧阳例明霞'
    const changes = [
      { name: typed.repeat(50) },
      { role: typed },
      { id: typed },
      { day: typed },
      { version: typed },
    ]
    for (const change of changes) {
      const issues = issuesOf(change)
      expect(issues).toHaveLength(1)
      expect(JSON.stringify(issues)).not.toContain(typed)
    }
  })

  it('has a text in both languages for every reason, with the params it needs', () => {
    const codes = [
      'required',
      'wrong_type',
      'too_long',
      'below_hard',
      'above_hard',
      'not_offered',
      'not_a_date',
    ]
    for (const code of [...codes, 'malformed', 'not_asked']) {
      expect(zh.issues).toHaveProperty(code)
      expect(en.issues).toHaveProperty(code)
    }
  })
})
