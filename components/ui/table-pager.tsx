import { useTranslations } from 'next-intl'
import { LinkButton } from './link-button'

interface TablePagerProps {
  page: number
  pageSize: number
  total: number
  hrefOf: (page: number) => string
}

/** "51–100 of 312", back and on; absent when everything is on one page. */
export function TablePager({ page, pageSize, total, hrefOf }: TablePagerProps) {
  const t = useTranslations('ui')
  const pages = Math.max(1, Math.ceil(total / pageSize))
  if (pages === 1) return null
  const first = (page - 1) * pageSize + 1
  return (
    <nav
      aria-label={t('pages')}
      className="no-print flex flex-wrap items-center justify-end gap-2 text-xs text-dim"
    >
      <span>{t('pageRange', { from: first, to: Math.min(page * pageSize, total), total })}</span>
      {page > 1 && (
        <LinkButton small href={hrefOf(Math.min(page - 1, pages))} rel="prev">
          {t('previousPage')}
        </LinkButton>
      )}
      {page < pages && (
        <LinkButton small href={hrefOf(page + 1)} rel="next">
          {t('nextPage')}
        </LinkButton>
      )}
    </nav>
  )
}
