import { adjudicateComplication as contract } from '@/lib/contracts/complications'
import { door } from '@/lib/door'
import { adjudicateComplication } from '@/lib/records/complications/complications'

export const PATCH = door(contract, ({ call, params, body }) =>
  adjudicateComplication(call, params.study, params.id, body),
)
