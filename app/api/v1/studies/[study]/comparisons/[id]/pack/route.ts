import { getPaperPack as contract } from '@/lib/contracts/comparisons'
import { door } from '@/lib/door'
import { makePaperPack } from '@/lib/tasks/paper-pack'

export const GET = door(contract, async ({ call, params, query }) => {
  const { lang, ...options } = query
  const locale = lang === 'zh' ? 'zh-CN' : 'en'
  const { name, type, bytes } = await makePaperPack(call, params.study, params.id, { ...options, locale })
  return new Response(bytes, {
    headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` },
  })
})
