import { getStudy as reading, updateStudy as updating } from '@/lib/contracts/studies'
import { door } from '@/lib/door'
import { updateStudy } from '@/lib/records/studies/manage-studies'
import { getStudy } from '@/lib/records/studies/studies'

export const GET = door(reading, async ({ call, params }) => {
  const { protocol: _protocol, ...study } = await getStudy(call, params.study)
  return study
})

export const PATCH = door(updating, ({ call, params, body }) => updateStudy(call, params.study, body))
