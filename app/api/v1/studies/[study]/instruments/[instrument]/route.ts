import { getForm as contract } from '@/lib/contracts/forms'
import { door } from '@/lib/door'
import { writeDictionary } from '@/lib/exchange/redcap-dictionary-write'
import { getFormData } from '@/lib/records/instruments/get-form'

export const GET = door(contract, async ({ call, params, query }) => {
  const form = await getFormData(call, params.study, params.instrument, query.version)
  const isDictionary = query.format === 'redcap'
  const name = `${form.id}-v${form.version}${isDictionary ? '-redcap.csv' : '.json'}`
  const body = isDictionary
    ? [...writeDictionary([form], { language: query.language })].join('')
    : `${JSON.stringify(form, null, 2)}\n`
  return new Response(body, {
    headers: {
      'content-type': isDictionary ? 'text/csv; charset=utf-8' : 'application/json',
      'content-disposition': `attachment; filename="${name}"`,
    },
  })
})
