'use client'

import { createContext, useContext, useMemo, type ReactNode } from 'react'
import type { InstrumentJson } from '@/lib/codebook/json'
import { readOwn, SHIPPED, type Shelf } from '@/lib/instruments/shelf'

const ShelfContext = createContext<Shelf>(SHIPPED)

/** Lays the study's own forms that a page knows of beside the shipped ones. */
export function ShelfProvider({ own, children }: { own: readonly InstrumentJson[]; children: ReactNode }) {
  const shelf = useMemo(() => readOwn(own), [own])
  return <ShelfContext value={shelf}>{children}</ShelfContext>
}

/** Where a component of the browser finds an instrument. */
export function useShelf(): Shelf {
  return useContext(ShelfContext)
}
