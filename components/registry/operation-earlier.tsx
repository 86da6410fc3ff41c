import { useTranslations } from 'next-intl'
import type { TypedLevel } from './operation-levels'

export interface EarlierOperation {
  readonly ordinal: number
  readonly relation: string
  readonly performedOn: string
  readonly receivedTechnique: string | null
  readonly levels: readonly TypedLevel[]
}

/** What was done before: level and side are what the next operation is told from. */
export function EarlierOperations({ operations }: { operations: readonly EarlierOperation[] }) {
  const t = useTranslations('operation')
  return (
    <section aria-labelledby="earlier-operations" className="grid gap-1">
      <h2 id="earlier-operations" className="font-semibold">
        {t('earlier')}
      </h2>
      <ul>
        {operations.map((one) => (
          <li key={one.ordinal}>
            {[
              one.performedOn,
              t(`relations.${one.relation}`),
              one.receivedTechnique && t(`techniques.${one.receivedTechnique}`),
              sayTyped(one.levels, t),
            ]
              .filter(Boolean)
              .join(' · ')}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Levels with their sides; what has no side yet stands alone. */
export function sayTyped(
  levels: readonly TypedLevel[],
  t: ReturnType<typeof useTranslations<'operation'>>,
): string {
  return levels
    .map(({ level, side }) => (side ? `${level} ${t(`side.${side}`)}` : level))
    .join(t('levelSeparator'))
}
