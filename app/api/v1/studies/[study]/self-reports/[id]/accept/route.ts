import { acceptSelfReport as contract } from '@/lib/contracts/self-reports'
import { door } from '@/lib/door'
import { acceptSelfReport } from '@/lib/records/self-reports/review'

export const POST = door(contract, ({ call, params, body }) =>
  acceptSelfReport(call, params.study, params.id, body),
)
