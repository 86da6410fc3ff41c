import { countUrgent as contract } from '@/lib/contracts/complications'
import { door } from '@/lib/door'
import { countUrgent } from '@/lib/records/complications/urgent'

export const GET = door(contract, async ({ call, params }) => ({
  urgent: await countUrgent(call, params.study),
}))
