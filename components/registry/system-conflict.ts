import { useTranslations } from 'next-intl'
import type { ApiProblem } from '@/components/ui/client-api'

interface Current {
  readonly version: number
}

/** What the server holds instead, when somebody else saved meanwhile. */
export function readCurrent<T extends Current>({ code, extra }: ApiProblem): T | null {
  const current = extra.current as T | undefined
  return code === 'conflict' && current && typeof current.version === 'number' ? current : null
}

/** Both values are seen: theirs in this sentence, one's own in the boxes. */
export function useConflictText(): (values: readonly (string | null)[]) => string {
  const t = useTranslations('system')
  return (values) => t('conflict', { current: values.map((value) => value ?? '–').join(' · ') })
}
