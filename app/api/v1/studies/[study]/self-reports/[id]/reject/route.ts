import { rejectSelfReport as contract } from '@/lib/contracts/self-reports'
import { door } from '@/lib/door'
import { rejectSelfReport } from '@/lib/records/self-reports/review'

export const POST = door(contract, ({ call, params, body }) =>
  rejectSelfReport(call, params.study, params.id, body),
)
