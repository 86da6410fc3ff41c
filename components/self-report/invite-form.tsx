'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { ActProblem } from '@/components/entry/act-problem'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Checkbox, RadioGroup } from '@/components/ui/choice'
import { createSender, type ApiProblem } from '@/components/ui/client-api'
import { Field } from '@/components/ui/field'
import { LinkButton } from '@/components/ui/link-button'

interface InviteFormProps {
  study: string
  visitId: string
  back: string
  language: 'zh-CN' | 'en'
  forms: readonly {
    readonly id: string
    readonly title: string
    readonly count: number
    readonly usual: boolean
  }[]
  /** A link of the visit that still opens. */
  out: { readonly href: string; readonly until: string } | null
}

const DAYS = ['3', '7', '14', '30'] as const

/** What is asked of whom, and for how long the link opens. */
export function InviteForm({ study, visitId, back, language, forms, out }: InviteFormProps) {
  const t = useTranslations('selfReports.invite')
  const common = useTranslations('common')
  const router = useRouter()
  const [send] = useState(() => createSender())
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [none, setNone] = useState(false)

  async function make(data: FormData) {
    const chosen = data.getAll('form').map(String)
    setNone(chosen.length === 0)
    if (busy || chosen.length === 0) return
    setBusy(true)
    setProblem(null)
    const body = {
      visitId,
      language: data.get('language'),
      allows: data.get('allows'),
      days: Number(data.get('days')),
      forms: chosen,
    }
    const result = await send<{ id: string }>({
      method: 'POST',
      path: `/studies/${study}/self-reports`,
      body,
    })
    setBusy(false)
    if (!result.ok) return setProblem(result.problem)
    router.push(`/${study}/self-reports/${result.data.id}`)
  }

  return (
    <form
      className="grid max-w-2xl gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void make(new FormData(event.currentTarget))
      }}
    >
      {out && (
        <Banner
          tone="late"
          title={t('outTitle', { until: out.until })}
          actions={
            <LinkButton small href={out.href}>
              {t('outOpen')}
            </LinkButton>
          }
        >
          {t('outEnds')}
        </Banner>
      )}
      <Field label={t('forms')} group required error={none ? t('formsNone') : undefined}>
        {(control) => (
          <div {...groupOf(control)} className="grid gap-0">
            {forms.map((form) => (
              <Checkbox
                key={form.id}
                name="form"
                value={form.id}
                defaultChecked={form.usual}
                label={`${form.title} · ${t('count', { count: form.count })}`}
              />
            ))}
          </div>
        )}
      </Field>
      <Field label={t('language')} group required>
        {(control) => (
          <RadioGroup
            {...control}
            name="language"
            defaultValue={language}
            options={[
              { value: 'zh-CN', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        )}
      </Field>
      <Field label={t('allows')} group required>
        {(control) => (
          <RadioGroup
            {...control}
            name="allows"
            defaultValue="either"
            inline={false}
            options={(['either', 'self'] as const).map((value) => ({ value, label: t(`allow.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('days')} group required>
        {(control) => (
          <RadioGroup
            {...control}
            name="days"
            defaultValue="14"
            options={DAYS.map((value) => ({ value, label: t('day', { days: Number(value) }), digit: '' }))}
          />
        )}
      </Field>
      <ActProblem problem={problem} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" busy={busy}>
          {t('make')}
        </Button>
        <LinkButton look="quiet" href={back}>
          {common('cancel')}
        </LinkButton>
      </div>
      <p className="text-dim">{t('about')}</p>
    </form>
  )
}

/** What a group of boxes takes of what a field hands its control. */
function groupOf(control: object): Record<string, unknown> {
  const given = control as Record<string, unknown>
  return {
    role: 'group',
    'aria-labelledby': given['aria-labelledby'],
    'aria-describedby': given['aria-describedby'],
  }
}
