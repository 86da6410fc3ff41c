import { getMe as reading, updateMe as updating } from '@/lib/contracts/account'
import { door } from '@/lib/door'
import { setOwnLocale } from '@/lib/records/people/account'

export const GET = door(reading, async ({ call: { actor } }) => ({
  id: actor.personId,
  name: actor.name,
  locale: actor.locale,
  mustChangePassword: actor.mustChangePassword ?? false,
  memberships: actor.memberships.map(({ role, study, siteId }) => ({
    role,
    study: study?.slug ?? null,
    siteId,
  })),
}))

export const PATCH = door(updating, ({ call, body }) => setOwnLocale(call, body.locale))
