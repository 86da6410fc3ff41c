import { compareLost as contract } from '@/lib/contracts/follow-up'
import { door } from '@/lib/door'
import { compareLostToFollowUp } from '@/lib/tasks/lost-panel'

export const GET = door(contract, ({ call, params }) =>
  compareLostToFollowUp(call, params.study, params.visit),
)
