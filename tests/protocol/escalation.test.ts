import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROLES } from '@/lib/access/verbs'
import { ageInHours, ESCALATION, findLevel, hoursForRoles } from '@/lib/protocol/escalation'

const RAISED = new Date('2026-11-20T08:00:00Z')
const at = (iso: string) => findLevel(ageInHours(RAISED, new Date(iso)))

describe('an urgent alert', () => {
  it('grows by the clock: two hours, a day', () => {
    expect(at('2026-11-20T08:00:00Z')).toBe(1)
    expect(at('2026-11-20T09:59:59.999Z')).toBe(1)
    expect(at('2026-11-20T10:00:00Z')).toBe(2)
    expect(at('2026-11-21T07:59:59.999Z')).toBe(2)
    expect(at('2026-11-21T08:00:00Z')).toBe(3)
    expect(at('2027-11-21T08:00:00Z')).toBe(3)
  })

  it('is new when a clock runs behind', () => {
    expect(at('2026-11-20T07:00:00Z')).toBe(1)
  })

  it('stands on every page for clinicians after two hours, for administrators after a day, for others never', () => {
    const hours = Object.fromEntries(ROLES.map((role) => [role, hoursForRoles([role])]))
    expect(hours).toMatchObject({ clinician: 2, admin: 24 })
    for (const role of ROLES.filter((one) => !['clinician', 'admin'].includes(one)))
      expect(hours[role]).toBeNull()
    expect(hoursForRoles(['nurse', 'admin', 'clinician'])).toBe(2)
    expect(hoursForRoles([])).toBeNull()
  })

  it('never grows quieter with age', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -10, max: 1000, noNaN: true }),
        fc.double({ min: 0, max: 1000, noNaN: true }),
        (age, more) => {
          expect(findLevel(age + more)).toBeGreaterThanOrEqual(findLevel(age))
        },
      ),
    )
    expect(ESCALATION.map(({ level }) => level)).toEqual([1, 2, 3])
  })
})
