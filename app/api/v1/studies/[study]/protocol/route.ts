import { getProtocol as contract } from '@/lib/contracts/studies'
import { door } from '@/lib/door'
import { getProtocol } from '@/lib/records/studies/studies'

export const GET = door(contract, ({ call, params }) => getProtocol(call, params.study))
