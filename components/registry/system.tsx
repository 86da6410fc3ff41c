import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/link-button'
import { PageBody, PageHeader } from './shell-header'
import { SystemSites, type SiteLine } from './system-sites'
import { SystemStudies, type StudyLine } from './system-studies'

interface SystemPageProps {
  sites: readonly SiteLine[]
  studies: readonly StudyLine[]
  /** Time zones that a site may be in. */
  zones: readonly string[]
}

/** What stands above the studies: sites and the studies themselves. */
export function SystemPage({ sites, studies, zones }: SystemPageProps) {
  const t = useTranslations('system')
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <PageBody>
        <FirstSteps
          site={sites.length > 0}
          study={studies.length > 0}
          people={studies.some(({ people }) => people > 0)}
        />
        <SystemSites sites={sites} zones={zones} />
        <SystemStudies studies={studies} sites={sites} />
      </PageBody>
    </>
  )
}

interface FirstStepsProps {
  site: boolean
  study: boolean
  people: boolean
}

/** A new registry says what comes next, until somebody can work in it. */
function FirstSteps({ site, study, people }: FirstStepsProps) {
  const t = useTranslations('system.steps')
  if (site && study && people) return null
  const steps = [
    ['site', site],
    ['study', study],
    ['people', people],
  ] as const
  return (
    <section className="grid max-w-2xl gap-2 rounded bg-well p-4">
      <h2 className="text-base font-semibold">{t('title')}</h2>
      <ol className="grid list-decimal gap-1 pl-5">
        {steps.map(([step, done]) => (
          <li key={step}>
            <span className={done ? 'text-dim' : undefined}>{t(step)}</span>{' '}
            {done && <Badge tone="done">{t('done')}</Badge>}
          </li>
        ))}
      </ol>
      {site && study && (
        <div>
          <LinkButton look="primary" href="/people">
            {t('toPeople')}
          </LinkButton>
        </div>
      )}
    </section>
  )
}
