import { endMySessions as contract } from '@/lib/contracts/account'
import { door } from '@/lib/door'
import { endOwnSessions } from '@/lib/records/people/account'

export const POST = door(contract, ({ call, body }) => endOwnSessions(call, body.which))
