import { updateSite as contract } from '@/lib/contracts/sites'
import { door } from '@/lib/door'
import { updateSite } from '@/lib/records/studies/sites'

export const PATCH = door(contract, ({ call, params, body }) => updateSite(call, params.id, body))
