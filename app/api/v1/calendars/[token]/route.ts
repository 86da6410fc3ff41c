import { readFeed as contract } from '@/lib/contracts/follow-up'
import { door } from '@/lib/door'
import { serveCalendar } from '@/lib/tasks/calendar'

export const GET = door(contract, ({ params, ifNoneMatch }) => serveCalendar(params.token, ifNoneMatch))
