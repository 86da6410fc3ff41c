import type { Ink } from './node'

/** Each ink's variable in the theme and its value in print: that of the light theme. */
const INKS: Readonly<Record<Ink, readonly [variable: string, print: string]>> = {
  text: ['--ink', '#1a1f24'],
  muted: ['--dim', '#59636b'],
  rule: ['--edge', '#7d878f'],
  grid: ['--line', '#dfe3e6'],
  band: ['--never-soft', '#e4e7ea'],
  paper: ['--paper', '#ffffff'],
  accent: ['--accent', '#0b6b6b'],
  alarm: ['--missed', '#b9232b'],
  'arm-a': ['--arm-1', '#542788'],
  'arm-b': ['--arm-2', '#b35806'],
  done: ['--done', '#1a7435'],
  open: ['--open', '#0b5cb8'],
  late: ['--late-mark', '#b87400'],
  missed: ['--missed', '#b9232b'],
  'not-due': ['--idle', '#646d75'],
  never: ['--never', '#2b3137'],
}

export function inkOnScreen(ink: Ink): string {
  return `var(${INKS[ink][0]})`
}

export function inkInPrint(ink: Ink): string {
  return INKS[ink][1]
}

export type MarkerShape = 'circle' | 'square' | 'triangle' | 'diamond'

/** How one group looks on every figure: hue, line and marker, so that no reader needs the colour. */
export interface GroupStyle {
  readonly ink: Ink
  readonly dash: readonly number[]
  readonly shape: MarkerShape
  readonly hollow: boolean
}

const STYLES: readonly GroupStyle[] = [
  { ink: 'arm-a', dash: [], shape: 'circle', hollow: false },
  { ink: 'arm-b', dash: [6, 3], shape: 'square', hollow: false },
  { ink: 'arm-a', dash: [2, 2.5], shape: 'triangle', hollow: true },
  { ink: 'arm-b', dash: [8, 3, 2, 3], shape: 'diamond', hollow: true },
]

/** The order of a study's arms decides; a fifth group begins again with marker and filling swapped. */
export function styleOfGroup(index: number): GroupStyle {
  const style = STYLES[index % STYLES.length] as GroupStyle
  return Math.floor(index / STYLES.length) % 2 === 0 ? style : { ...style, hollow: !style.hollow }
}
