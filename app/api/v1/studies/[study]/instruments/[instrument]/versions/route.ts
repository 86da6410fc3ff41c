import { publishForm as contract } from '@/lib/contracts/forms'
import { door } from '@/lib/door'
import { publishForm } from '@/lib/records/instruments/publish-form'

export const POST = door(contract, ({ call, params, body }) =>
  publishForm(call, params.study, params.instrument, body.version),
)
