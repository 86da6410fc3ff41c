import { saveReading as contract } from '@/lib/contracts/readings'
import { door } from '@/lib/door'
import { saveReading } from '@/lib/records/readings/readings'

export const POST = door(contract, ({ call, params, body }) =>
  saveReading(call, params.study, params.key, body),
)
