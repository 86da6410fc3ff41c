import { partPatients as contract } from '@/lib/contracts/patients'
import { door } from '@/lib/door'
import { partPatients } from '@/lib/records/patients/merge-patients'

export const POST = door(contract, ({ call, params, body }) =>
  partPatients(call, params.study, params.id, body),
)
