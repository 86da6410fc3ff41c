import { readFollowUp as contract } from '@/lib/contracts/follow-up'
import { door } from '@/lib/door'
import { readFollowUp } from '@/lib/records/follow-up/follow-up-page'

export const GET = door(contract, ({ call, params }) => readFollowUp(call, params.study))
