import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { textOf } from '@/lib/i18n/locale'
import type { RulePlan } from '@/lib/protocol/protocol'
import { findDefinition } from '@/lib/protocol/rules/definitions'
import { DefinitionsChoices, type ChoiceLine } from './definitions-choices'
import { DefinitionsRun } from './definitions-run'
import { PageBody, PageHeader } from './shell-header'
import type { StudyLabels } from './study-labels'
import { usePageLocale } from './use-page-locale'

interface DefinitionsPageProps {
  slug: string
  labels: StudyLabels
  rules: readonly RulePlan[]
  inForce: readonly RulePlan[]
  choices: readonly ChoiceLine[]
  mayPreview: boolean
  mayApply: boolean
}

/** What the study means by its complications, and what another version would make of them. */
export function DefinitionsPage(props: DefinitionsPageProps) {
  const { slug, labels, rules, inForce, choices, mayPreview, mayApply } = props
  const t = useTranslations('definitions')
  const complications = useTranslations('complications')
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={
          <Link href={`/${slug}/complications`} prefetch={false} className="text-accent hover:underline">
            {complications('title')}
          </Link>
        }
      />
      <PageBody>
        <section aria-label={t('inForce')} className="grid gap-2">
          <h2 className="text-base font-semibold">{t('inForce')}</h2>
          <RuleList inForce={inForce} labels={labels} />
        </section>
        {mayPreview && (
          <DefinitionsRun slug={slug} labels={labels} rules={rules} inForce={inForce} mayApply={mayApply} />
        )}
        <section aria-label={t('choices')} className="grid gap-2">
          <h2 className="text-base font-semibold">{t('choices')}</h2>
          <DefinitionsChoices slug={slug} choices={choices} mayApply={mayApply} />
        </section>
      </PageBody>
    </>
  )
}

function RuleList({ inForce, labels }: { inForce: readonly RulePlan[]; labels: StudyLabels }) {
  const t = useTranslations('definitions')
  const words = useTranslations('protocolPage.params')
  const names = useTranslations('rules.names')
  const locale = usePageLocale()
  if (inForce.length === 0) return <p className="text-dim">{t('noRules')}</p>
  return (
    <ul className="grid border-t border-line">
      {inForce.map(({ id, version, params }) => {
        const definition = findDefinition(id, version)
        return (
          <li key={id} className="grid gap-x-6 border-b border-line px-2 py-1.5 md:grid-cols-[16rem_1fr]">
            <span>
              <span className="font-medium">{names.has(id) ? names(id) : id}</span>{' '}
              <code className="text-xs whitespace-nowrap text-dim">
                {id} v{version}
              </code>
            </span>
            <span>
              {definition && textOf(definition.text, locale)}{' '}
              {definition && <span className="text-xs text-dim">{textOf(definition.source, locale)}</span>}
              <span className="flex flex-wrap gap-x-4 text-xs">
                {Object.entries(params).map(([name, value]) => (
                  <span key={name}>
                    <span className="text-dim">{words.has(name) ? words(name) : name}</span>{' '}
                    {typeof value === 'object'
                      ? value.map((code) => labels.shortVisits[code] ?? code).join(' · ')
                      : value}
                  </span>
                ))}
              </span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
