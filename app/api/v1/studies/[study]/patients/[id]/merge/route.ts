import { mergePatients as contract } from '@/lib/contracts/patients'
import { door } from '@/lib/door'
import { mergePatients } from '@/lib/records/patients/merge-patients'

export const POST = door(contract, ({ call, params, body }) =>
  mergePatients(call, params.study, params.id, body),
)
