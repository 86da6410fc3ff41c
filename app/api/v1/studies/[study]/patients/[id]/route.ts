import { getPatient as contract, updatePatient } from '@/lib/contracts/patients'
import { door } from '@/lib/door'
import { getPatient } from '@/lib/records/patients/patients'
import { updateIdentity } from '@/lib/records/patients/update-identity'

export const GET = door(contract, ({ call, params }) => getPatient(call, params.study, params.id))

export const PUT = door(updatePatient, ({ call, params, body }) =>
  updateIdentity(call, params.study, params.id, body),
)
