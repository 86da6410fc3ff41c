'use client'

import type { SentencePart } from '@/lib/figures/timeline-words'
import { Tooltip } from '@/components/ui/tooltip'

const LOOKS: Readonly<Record<SentencePart['kind'], string>> = {
  text: '',
  value: 'font-semibold',
  finding: 'font-semibold text-missed',
}

/** The course in words; a value says on hover and on focus how it was made. */
export function CourseSentence({ parts }: { parts: readonly SentencePart[] }) {
  return (
    <p className="max-w-4xl text-base">
      {parts.map((part, index) =>
        part.about ? (
          <Tooltip
            key={index}
            text={
              <span className="grid gap-1">
                {part.about.map((line) => (
                  <span key={line}>{line}</span>
                ))}
              </span>
            }
          >
            <button type="button" className={`cursor-help rounded text-left ${LOOKS[part.kind]}`}>
              {part.text}
            </button>
          </Tooltip>
        ) : (
          <span key={index} className={LOOKS[part.kind]}>
            {part.text}
          </span>
        ),
      )}
    </p>
  )
}
