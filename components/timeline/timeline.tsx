import { useTranslations } from 'next-intl'
import { FigureView } from '@/components/results/figure'
import { describeCourse, joinSentence } from '@/lib/figures/timeline-words'
import { CourseSentence } from './course-sentence'
import { Facts } from './facts'
import { Needs } from './needs'
import type { TimelineView } from './view'

/** One patient on one screen: the course in a sentence and a figure, who it is, and what needs the reader. */
export function Timeline({ view }: { view: TimelineView }) {
  const t = useTranslations()
  const parts = describeCourse(view.summary, (key, params) => t(key, params))
  const waiting = view.alerts.length + view.flags.length + view.visits.length
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <CourseSentence parts={parts} />
        {waiting > 0 && (
          <a href="#needs" className="text-accent underline lg:sr-only lg:focus:not-sr-only">
            {t('timeline.needsCount', { count: waiting })}
          </a>
        )}
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_17rem] xl:grid-cols-[11.5rem_minmax(0,1fr)_17rem]">
        <Facts groups={view.facts} />
        <section aria-labelledby="course" className="min-w-0">
          <h2 id="course" className="mb-2 text-base font-semibold">
            {t('timeline.course')}
          </h2>
          <FigureView
            spec={{ kind: 'timeline', input: view.course }}
            title={t('timeline.courseOf', { code: view.code })}
            description={joinSentence(parts)}
            fileName={`${view.code}-course`}
            hideTitle
          />
        </section>
        <Needs view={view} />
      </div>
    </div>
  )
}
