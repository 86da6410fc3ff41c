import { listMySessions as contract } from '@/lib/contracts/account'
import { door } from '@/lib/door'
import { getOwnAccount } from '@/lib/records/people/account'

export const GET = door(contract, async ({ call }) => {
  const { sessions } = await getOwnAccount(call)
  return { rows: sessions, total: sessions.length }
})
