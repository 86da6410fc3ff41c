'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import * as z from 'zod'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { createSender } from '@/components/ui/client-api'
import { Form, useEntryForm } from '@/components/ui/form'
import { useToast } from '@/components/ui/toast'
import { readCurrent, useConflictText } from './system-conflict'
import { ClosedBox, SiteBoxes, StudyTitleFields, studyTitles } from './system-study-fields'
import type { SiteLine } from './system-sites'
import type { StudyLine } from './system-studies'

const schema = z.object({ ...studyTitles, addSites: z.array(z.string()) })

interface EditStudyProps {
  study: StudyLine
  sites: readonly SiteLine[]
  onClose: () => void
}

type Current = Pick<StudyLine, 'version' | 'titleZh' | 'titleEn' | 'followUpClosed'>

export function EditStudyForm({ study, sites, onClose }: EditStudyProps) {
  const t = useTranslations('system.studies')
  const common = useTranslations('common')
  const conflictText = useConflictText()
  const english = useLocale() === 'en'
  const router = useRouter()
  const toast = useToast()
  const [send] = useState(() => createSender())
  const [version, setVersion] = useState(study.version)
  const [conflict, setConflict] = useState<Current | null>(null)
  const { titleZh, titleEn, followUpClosed } = study
  const form = useEntryForm({ schema, defaultValues: { titleZh, titleEn, followUpClosed, addSites: [] } })
  const others = sites.filter(({ code }) => !study.sites.includes(code))
  return (
    <Form
      form={form}
      onSave={(values) =>
        send({ method: 'PATCH', path: `/studies/${study.slug}`, body: { version, ...values } })
      }
      onSaved={() => {
        onClose()
        toast({ tone: 'done', text: t('saved') })
        router.refresh()
      }}
      onProblem={(problem) => {
        const current = readCurrent<Current>(problem)
        if (current) setVersion(current.version)
        setConflict(current)
        return current !== null
      }}
    >
      {conflict && (
        <Banner tone="late" alert>
          {conflictText([
            conflict.titleZh,
            conflict.titleEn,
            t(conflict.followUpClosed ? 'closedShort' : 'running'),
          ])}
        </Banner>
      )}
      <StudyTitleFields register={(name) => form.register(name)} error={(name) => form.error(name)} />
      <p>{t('joined', { sites: study.sites.join(' · ') || '–' })}</p>
      {others.length > 0 && (
        <SiteBoxes
          label={t('joining')}
          sites={others}
          english={english}
          input={form.register('addSites')}
          chosen={[]}
          error={form.error('addSites')}
        />
      )}
      <ClosedBox {...form.register('followUpClosed')} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" look="primary" busy={form.saving} hint="Ctrl+Enter">
          {common('save')}
        </Button>
      </div>
    </Form>
  )
}
