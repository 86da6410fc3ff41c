import { voidPhone as contract } from '@/lib/contracts/contacts'
import { door } from '@/lib/door'
import { voidPhone } from '@/lib/records/contacts/phones'

export const POST = door(contract, ({ call, params, body }) => voidPhone(call, params.study, params.id, body))
