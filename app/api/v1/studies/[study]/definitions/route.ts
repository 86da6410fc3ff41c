import { chooseRule as contract } from '@/lib/contracts/complications'
import { door } from '@/lib/door'
import { chooseRule } from '@/lib/records/complications/rerun'

export const POST = door(contract, ({ call, params, body }) => chooseRule(call, params.study, body))
