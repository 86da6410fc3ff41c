import { registerPatient as registering, searchPatients as searching } from '@/lib/contracts/patients'
import { door } from '@/lib/door'
import { findPatients, registerPatient } from '@/lib/records/patients/patients'

export const GET = door(searching, async ({ call, params, query }) => {
  const rows = await findPatients(call, params.study, query.q)
  return { rows, total: rows.length }
})

export const POST = door(registering, ({ call, params, body }) =>
  registerPatient(call, params.study, { ...body, identity: body.identity && dropUnknown(body.identity) }),
)

/** Parts that were left empty are not known; they are not stored as empty. */
function dropUnknown<T extends Record<string, string | undefined>>(identity: T): Record<string, string> {
  return Object.fromEntries(Object.entries(identity).filter((pair): pair is [string, string] => !!pair[1]))
}
