import { sendSelfReport as contract } from '@/lib/contracts/self-reports'
import { door } from '@/lib/door'
import { sendSelfReport } from '@/lib/records/self-reports/answer'

export const POST = door(contract, async ({ call, body, address }) => {
  const { replayed } = await sendSelfReport(call, body, address)
  return { replayed }
})
