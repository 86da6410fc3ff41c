import { randomisePatient as contract } from '@/lib/contracts/allocations'
import { door } from '@/lib/door'
import { getAllocationOf, randomise } from '@/lib/records/allocations/randomise'

export const POST = door(contract, async ({ call, params, body }) => {
  const done = await randomise(call, params.study, params.id, body)
  const { number, arm, armHidden } = await getAllocationOf(call, params.study, params.id)
  return { ...done, number, arm, armHidden }
})
