'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { hasUrgentSign } from '@/lib/instruments/self-report'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import type { ApiProblem } from '@/components/ui/client-api'
import { useProblemText } from '@/components/ui/problem-text'
import { Ask } from './ask'
import { answer, findResume, isLacking, listQuestions } from './questions'
import { ToldList } from './told-list'
import { UrgentNotice } from './urgent-notice'
import { useKeeping } from './use-keeping'
import type { Answerer, Answers, PatientView } from './view'
import { Who } from './who'

/** What a patient answers at home: who it is, one question a screen, a look over it, thanks. */
export function PatientPage({ view }: { view: PatientView }) {
  const t = useTranslations('selfReport')
  const problemText = useProblemText()
  const { draft, forms } = view
  const { keeping, keep, finish } = useKeeping(view)
  const [who, setWho] = useState<Answerer | null>(draft && { mode: draft.mode, relation: draft.relation })
  const [answers, setAnswers] = useState<Answers>(draft?.answers ?? {})
  const questions = listQuestions(forms, answers)
  // −1 asks who it is; past the last question everything is looked over.
  const [at, setAt] = useState(() => (draft ? findResume(questions) : -1))
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [sent, setSent] = useState(false)
  const question = questions[at]

  function go(to: number, as: Answerer | null = who) {
    if (as) keep({ ...as, answers })
    setAt(to)
    window.scrollTo(0, 0)
  }

  async function sendAll() {
    if (!who || sending) return
    const lacking = questions.findIndex(isLacking)
    if (lacking !== -1) return setAt(lacking)
    setSending(true)
    setProblem(null)
    const failed = await finish({ ...who, answers })
    setSending(false)
    if (failed) setProblem(failed)
    else setSent(true)
    window.scrollTo(0, 0)
  }

  const urgent = hasUrgentSign(answers)
  if (keeping === 'over' || keeping === 'elsewhere') {
    return (
      <Page view={view} notice={urgent}>
        <Banner tone="late" alert title={t(`${keeping}.title`)}>
          <p className="text-lg">{t(`${keeping}.detail`)}</p>
          {keeping === 'elsewhere' && (
            <Button className="mt-2 min-h-12 text-lg!" onClick={() => window.location.reload()}>
              {t('elsewhere.reload')}
            </Button>
          )}
        </Banner>
      </Page>
    )
  }
  if (sent) {
    return (
      <Page view={view} notice={urgent}>
        <h1 className="text-xl font-semibold">{t('thanks')}</h1>
        <p className="text-lg">
          {t('sentCount', { count: questions.filter(({ value }) => value !== undefined).length })}
        </p>
        <p className="text-lg">{t('mayClose')}</p>
        <details className="text-lg">
          <summary className="min-h-12 cursor-pointer py-2 text-accent">{t('whatSent')}</summary>
          <ToldList questions={questions} />
        </details>
      </Page>
    )
  }
  return (
    <Page view={view} notice={urgent} other={at === -1}>
      {at === -1 && (
        <Who
          view={view}
          given={who}
          count={questions.length}
          onDone={(next) => {
            setWho(next)
            go(0, next)
          }}
        />
      )}
      {question && (
        <Ask
          key={`${question.form.id}.${question.item.name}`}
          question={question}
          at={at + 1}
          of={questions.length}
          proxy={who?.mode === 'proxy'}
          onValue={(value) => setAnswers(answer(answers, question, value))}
          onNext={() => go(at + 1)}
          onBack={() => go(at - 1)}
        />
      )}
      {at >= questions.length && (
        <div className="grid gap-4">
          <h1 className="text-xl font-semibold">{t('lookOver')}</h1>
          {problem && (
            <Banner tone="missed" alert title={problemText(problem).title}>
              <p className="text-lg">{t('keptAndAgain')}</p>
            </Banner>
          )}
          <ToldList questions={questions} onChange={setAt} />
          <p className="text-lg">{t('sendAbout')}</p>
          <div className="grid grid-cols-[1fr_2fr] gap-2">
            <Button className="min-h-14 text-lg!" onClick={() => go(questions.length - 1)}>
              {t('back')}
            </Button>
            <Button
              look="primary"
              className="min-h-14 text-lg!"
              busy={sending}
              onClick={() => void sendAll()}
            >
              {t('send')}
            </Button>
          </div>
        </div>
      )}
      {keeping === 'failed' && (
        <p role="status" className="text-late">
          {t('notKept')}
        </p>
      )}
      {keeping === 'kept' && at !== -1 && (
        <p role="status" className="text-center text-dim">
          {t('kept')}
        </p>
      )}
    </Page>
  )
}

interface PageProps {
  view: PatientView
  /** Something that cannot wait has been answered. */
  notice: boolean
  other?: boolean
  children: React.ReactNode
}

function Page({ view, notice, other = false, children }: PageProps) {
  return (
    <main className="mx-auto grid max-w-lg content-start gap-4 px-4 py-4 text-base">
      <header className="flex min-h-12 items-center justify-between gap-3 border-b border-line pb-2">
        <p className="min-w-0 font-semibold wrap-anywhere">{view.site}</p>
        {other && (
          <a
            href={view.other.href}
            className="grid min-h-12 shrink-0 place-items-center px-2 text-accent underline"
          >
            {view.other.label}
          </a>
        )}
      </header>
      {notice && <UrgentNotice phone={view.phone} />}
      {children}
    </main>
  )
}
