import { getPatient as contract } from '@/lib/contracts/patients'
import { door } from '@/lib/door'
import { getPatient } from '@/lib/records/patients/patients'

export const GET = door(contract, ({ call, params }) => getPatient(call, params.study, params.id))
