import { listReadings as contract } from '@/lib/contracts/readings'
import { door } from '@/lib/door'
import { listReadings } from '@/lib/records/readings/readings'

export const GET = door(contract, ({ call, params }) => listReadings(call, params.study))
