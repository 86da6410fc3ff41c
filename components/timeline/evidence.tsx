import { useTranslations } from 'next-intl'
import type { EvidenceLine } from './view'

/** Why a rule speaks: lines with their source (said once for lines that share it), and the way to the entry it stands in. */
export function Evidence({ lines, href }: { lines: readonly EvidenceLine[]; href?: string | undefined }) {
  const t = useTranslations('timeline')
  return (
    <>
      <ul className="grid gap-1">
        {lines.map((line, index) => (
          <li key={index}>
            {line.text}
            {line.source && line.source !== lines[index + 1]?.source && (
              <span className="block text-xs text-dim">{t('source', { source: line.source })}</span>
            )}
          </li>
        ))}
      </ul>
      {href && (
        <a href={href} className="text-accent underline">
          {t('toEntry')}
        </a>
      )}
    </>
  )
}
