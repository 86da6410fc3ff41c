import { joinClasses } from './class-names'

export type Tone = 'done' | 'open' | 'late' | 'missed' | 'idle' | 'never'

export const TONES: readonly Tone[] = ['done', 'open', 'late', 'missed', 'idle', 'never']

const COLOURS: Readonly<Record<Tone, string>> = {
  done: 'text-done',
  open: 'text-open',
  // Amber is drawn brighter than it is written: a shape needs 3:1, a word 4.5:1.
  late: 'text-late-mark',
  missed: 'text-missed',
  idle: 'text-idle',
  never: 'text-never',
}

/** ● ◐ ▲ ✕ ○ – as drawings, so that they look alike whatever fonts a ward computer has. */
export function Shape({ tone, className }: { tone: Tone; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 12 12"
      className={joinClasses('inline-block size-3 shrink-0', COLOURS[tone], className)}
    >
      {DRAWINGS[tone]}
    </svg>
  )
}

const DRAWINGS: Readonly<Record<Tone, React.ReactNode>> = {
  done: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  open: (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1.75a4.25 4.25 0 0 0 0 8.5z" fill="currentColor" />
    </>
  ),
  late: <path d="M6 1 11.4 11H.6z" fill="currentColor" />,
  missed: <path d="m2 2 8 8m0-8-8 8" stroke="currentColor" strokeWidth="2.25" strokeLinecap="round" />,
  idle: <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  never: <path d="M2 6h8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
}
