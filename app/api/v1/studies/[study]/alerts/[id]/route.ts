import { acknowledgeAlert as contract } from '@/lib/contracts/complications'
import { door } from '@/lib/door'
import { acknowledgeAlert } from '@/lib/records/complications/alerts'

export const PATCH = door(contract, ({ call, params, body }) =>
  acknowledgeAlert(call, params.study, params.id, body),
)
