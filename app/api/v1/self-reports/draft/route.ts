import { saveSelfReport as contract } from '@/lib/contracts/self-reports'
import { door } from '@/lib/door'
import { saveSelfReport } from '@/lib/records/self-reports/answer'

export const PUT = door(contract, async ({ call, body, address }) => {
  const { version, replayed } = await saveSelfReport(call, body, address)
  return { version, replayed }
})
