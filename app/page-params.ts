import { notFound } from 'next/navigation'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** An id in the address; what cannot be one names nothing. */
export function readId(text: string): string {
  if (!UUID.test(text)) notFound()
  return text.toLowerCase()
}

/** A parameter of the address that is given once. */
export function readOne(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
