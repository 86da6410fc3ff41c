import { setUp as contract } from '@/lib/contracts/account'
import { door } from '@/lib/door'
import { setUp } from '@/lib/records/people/set-up'

export const POST = door(contract, ({ body, address }) => setUp(body, address))
