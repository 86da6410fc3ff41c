import { readPeopleQuality as getting } from '@/lib/contracts/quality'
import { door } from '@/lib/door'
import { readPeopleQuality } from '@/lib/records/quality/quality'

export const GET = door(getting, ({ call, params }) => readPeopleQuality(call, params.study))
