import { inviteSelfReport as inviting, listSelfReports as listing } from '@/lib/contracts/self-reports'
import { door } from '@/lib/door'
import { addressOf } from '@/lib/records/self-reports/address'
import { inviteSelfReport } from '@/lib/records/self-reports/invite'
import { listSelfReports } from '@/lib/records/self-reports/self-reports'

export const GET = door(listing, ({ call, params, query }) =>
  listSelfReports(call, params.study, {
    page: query.page,
    state: query.state,
    enrolmentId: query.enrolment,
  }),
)

export const POST = door(inviting, async ({ call, params, body }) => {
  const done = await inviteSelfReport(call, params.study, body)
  return { ...done, address: addressOf(done.id) }
})
