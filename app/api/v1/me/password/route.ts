import { changeMyPassword as contract } from '@/lib/contracts/account'
import { door } from '@/lib/door'
import { changeOwnPassword } from '@/lib/records/people/account'

export const POST = door(contract, ({ call, body }) => changeOwnPassword(call, body.current, body.password))
