import { useLocale, useTranslations } from 'next-intl'
import type { ItemDifference } from '@/lib/codebook/compare-versions'
import { textOf, type Locale } from '@/lib/i18n/locale'

/** What two versions of a form say otherwise, an item a line. */
export function DifferenceList({ title, items }: { title: string; items: readonly ItemDifference[] }) {
  const t = useTranslations('forms')
  const locale = useLocale() as Locale
  const names = [...new Set(items.map(({ item }) => item))]
  const mark = locale === 'en' ? ', ' : '、'
  return (
    <section aria-label={title} className="grid gap-1">
      <h3 className="text-xs font-medium text-dim">{title}</h3>
      {names.length === 0 ? (
        <p className="text-dim">{t('noDifference')}</p>
      ) : (
        <ul className="grid gap-0.5">
          {names.map((name) => {
            const own = items.filter(({ item }) => item === name)
            return (
              <li key={name}>
                {own[0] && textOf(own[0].label, locale)} <code className="text-xs text-dim">{name}</code>{' '}
                <span className="text-dim">— {own.map(({ what }) => t(`what.${what}`)).join(mark)}</span>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
