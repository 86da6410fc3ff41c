/** Prisma carries a SQL `date` as midnight UTC; the registry speaks ISO text. */
export function toIsoDate(date: Date): string
export function toIsoDate(date: Date | null): string | null
export function toIsoDate(date: Date | null): string | null {
  return date === null ? null : date.toISOString().slice(0, 10)
}

export function fromIsoDate(iso: string): Date
export function fromIsoDate(iso: string | null | undefined): Date | null
export function fromIsoDate(iso: string | null | undefined): Date | null {
  return iso ? new Date(`${iso}T00:00:00Z`) : null
}
