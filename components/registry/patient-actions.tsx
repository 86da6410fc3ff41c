import { useTranslations } from 'next-intl'
import { MoreMenu, type MenuLink } from '@/components/timeline/more-menu'
import { LinkButton } from '@/components/ui/link-button'

interface PatientActionsProps {
  /** Address of the patient's page. */
  place: string
  operations: number
  ended: boolean
  treatmentEnded: boolean
  /** Where the study randomises: before and after the draw. */
  allocation: 'waiting' | 'given' | null
  may: {
    readonly correct: boolean
    readonly void: boolean
    readonly merge: boolean
    readonly transfer: boolean
  }
}

/** What is done with a patient: the everyday as buttons, the rest under "More". */
export function PatientActions(props: PatientActionsProps) {
  const { place, operations, ended, treatmentEnded, allocation, may } = props
  const t = useTranslations('course')
  const contacts = useTranslations('contacts')
  const card = useTranslations('card')
  const paper = useTranslations('paper')
  const trial = useTranslations('trial')
  const links: (MenuLink | false)[] = [
    { href: `${place}/card`, label: card('title') },
    { href: `${place}/paper`, label: paper('patientTitle') },
    allocation === 'given' && { href: `${place}/allocation`, label: trial('allocation') },
    operations > 0 && { href: `${place}/operations`, label: t('operations', { n: operations }) },
    may.correct && { href: `${place}/identity`, label: t('identity') },
    !ended && { href: `${place}/end`, label: t('end') },
    (ended || treatmentEnded) && { href: `${place}/reopen`, label: t(ended ? 'reopen' : 'resumeTreatment') },
    may.transfer && { href: `${place}/transfer`, label: t('transfer') },
    may.merge && { href: `${place}/merge`, label: t('merge') },
    may.void && { href: `${place}/void`, label: t('void'), grave: true },
  ]
  return (
    <>
      {allocation === 'waiting' && !ended && (
        <LinkButton small look="primary" href={`${place}/allocation`}>
          {trial('randomise')}
        </LinkButton>
      )}
      <LinkButton small href={`${place}/contacts`}>
        {contacts('link')}
      </LinkButton>
      <LinkButton small href={`${place}/visit`}>
        {t('addVisit')}
      </LinkButton>
      <LinkButton small href={`${place}/operation`}>
        {t('addOperation')}
      </LinkButton>
      <MoreMenu label={t('more')} links={links.filter((link) => link !== false)} />
    </>
  )
}
