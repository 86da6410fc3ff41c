import { updateVisit as contract } from '@/lib/contracts/enrolments'
import { door } from '@/lib/door'
import { updateVisit } from '@/lib/records/visits/update-visit'

export const PATCH = door(contract, ({ call, params, body }) =>
  updateVisit(call, params.study, params.id, body),
)
