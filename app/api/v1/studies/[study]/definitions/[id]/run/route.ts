import { continueRun as contract } from '@/lib/contracts/complications'
import { door } from '@/lib/door'
import { getRuleChoice } from '@/lib/records/complications/definitions'
import { continueRun } from '@/lib/records/complications/rerun'

export const POST = door(contract, async ({ call, params, body }) => {
  await continueRun(call, params.study, params.id, body)
  return getRuleChoice(call, params.study, params.id)
})
