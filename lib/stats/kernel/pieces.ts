import type { NotComputable } from '../result'

/**
 * Long work as numbered pieces. A piece depends on its number alone and the pieces are joined in their order, so the
 * result is the same to the last bit however many threads made them, and in whatever order.
 */
export type Pieces<Part, Result> = {
  status: 'pieces'
  count: number
  make: (piece: number) => Part
  join: (parts: readonly Part[]) => Result
}

/** Told after each piece how many of all are done. */
export type OnProgress = (done: number, count: number) => void

/** All pieces one after the other. */
export function runPieces<Part, Result>(
  work: Pieces<Part, Result> | NotComputable,
  onProgress?: OnProgress,
): Result | NotComputable {
  if (work.status !== 'pieces') return work
  const parts = Array.from({ length: work.count }, (_, piece) => {
    const part = work.make(piece)
    onProgress?.(piece + 1, work.count)
    return part
  })
  return work.join(parts)
}
