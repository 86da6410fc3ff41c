import type { SentencePart } from '@/lib/figures/timeline-words'

const LOOKS: Readonly<Record<SentencePart['kind'], string>> = {
  text: '',
  value: 'font-semibold',
  finding: 'font-semibold text-missed',
}

export function CourseSentence({ parts }: { parts: readonly SentencePart[] }) {
  return (
    <p className="max-w-4xl text-base">
      {parts.map((part, index) => (
        <span key={index} className={LOOKS[part.kind]}>
          {part.text}
        </span>
      ))}
    </p>
  )
}
