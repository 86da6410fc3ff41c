import { getStudy as contract } from '@/lib/contracts/studies'
import { door } from '@/lib/door'
import { getStudy } from '@/lib/records/studies/studies'

export const GET = door(contract, async ({ call, params }) => {
  const { protocol: _protocol, ...study } = await getStudy(call, params.study)
  return study
})
