import type { Ink } from './node'

/** Print values: AA contrast on white; the two arm hues differ for every common colour blindness. */
export const PRINT_INKS: Readonly<Record<Ink, string>> = {
  text: '#1a1f24',
  muted: '#5b656e',
  rule: '#8a949d',
  grid: '#e4e8eb',
  band: '#eceff1',
  paper: '#ffffff',
  accent: '#0b6b6f',
  alarm: '#a3152a',
  'arm-a': '#00619a',
  'arm-b': '#b54a00',
  done: '#1e7a3c',
  open: '#1b5fb8',
  late: '#9a5b00',
  missed: '#b3202c',
  'not-due': '#6b757e',
  never: '#33393f',
}

/** Screen values: a variable of the theme (`--figure-<ink>`), the print value when the theme has none. */
export function inkOnScreen(ink: Ink): string {
  return `var(--figure-${ink}, ${PRINT_INKS[ink]})`
}

export function inkInPrint(ink: Ink): string {
  return PRINT_INKS[ink]
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
