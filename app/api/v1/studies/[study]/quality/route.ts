import { readQuality as getting } from '@/lib/contracts/quality'
import { door } from '@/lib/door'
import { readQuality } from '@/lib/records/quality/quality'

export const GET = door(getting, ({ call, params }) => readQuality(call, params.study))
