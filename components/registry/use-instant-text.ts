import { useTimeZone } from 'next-intl'
import { formatInstant } from '@/lib/i18n/format-date'

/** Instants as the clock of the registry's place shows them. */
export function useInstantText(): (instant: Date | string) => string {
  const timeZone = useTimeZone() ?? 'UTC'
  return (instant) => formatInstant(instant, timeZone)
}
