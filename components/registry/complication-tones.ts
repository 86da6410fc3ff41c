import type { Tone } from '@/components/ui/shape'

/** Shape and colour of what has become of a proposal. */
export const COMPLICATION_TONES: Readonly<Record<'proposed' | 'confirmed' | 'rejected', Tone>> = {
  proposed: 'open',
  confirmed: 'done',
  rejected: 'never',
}

/** Clavien–Dindo as printed, by its number from 1. */
export const CLAVIEN_GRADES = ['I', 'II', 'IIIa', 'IIIb', 'IVa', 'IVb', 'V'] as const
