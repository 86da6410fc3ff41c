import { previewOperation as contract } from '@/lib/contracts/protocols'
import { door } from '@/lib/door'
import { previewOperation } from '@/lib/records/enrolments/operations'

export const GET = door(contract, async ({ call, params, query }) => {
  const { performedOn, endedTime = null } = query
  return { changes: await previewOperation(call, params.study, params.id, { performedOn, endedTime }) }
})
