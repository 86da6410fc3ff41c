import { castVote as contract } from '@/lib/contracts/complications'
import { door } from '@/lib/door'
import { castVote } from '@/lib/records/complications/votes'

export const POST = door(contract, ({ call, params, body }) => castVote(call, params.study, params.id, body))
