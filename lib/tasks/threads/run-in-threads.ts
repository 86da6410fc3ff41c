import { Worker } from 'node:worker_threads'
import type { OnProgress, Pieces } from '@/lib/stats/kernel/pieces'
import type { NotComputable } from '@/lib/stats/result'
import { WORKS, type WorkArguments, type WorkName } from './works'

export interface ThreadOptions {
  /** The bundled thread program. */
  readonly script: string
  readonly threads: number
  readonly onProgress?: OnProgress
  /** Ends all threads at once; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal
}

type ResultOf<N extends WorkName> =
  ReturnType<(typeof WORKS)[N]> extends infer P
    ? P extends Pieces<never, infer R>
      ? R
      : NotComputable
    : never

/** A long work in threads of its own. The number of threads changes how soon it is done and nothing else. */
export async function runInThreads<N extends WorkName>(
  name: N,
  args: WorkArguments<N>,
  options: ThreadOptions,
): Promise<ResultOf<N> | NotComputable> {
  options.signal?.throwIfAborted()
  const plan = WORKS[name] as (...args: unknown[]) => Pieces<unknown, ResultOf<N>> | NotComputable
  const work = plan(...args)
  if (work.status !== 'pieces') return work
  return work.join(await makeAll({ name, args }, work.count, options))
}

/** Every thread takes the next piece as soon as it has handed in one. */
function makeAll(assignment: unknown, count: number, options: ThreadOptions): Promise<unknown[]> {
  const { script, signal, onProgress } = options
  const parts = new Array<unknown>(count)
  const threads: Worker[] = []
  let next = 0
  let done = 0
  const { promise, resolve, reject } = withResolvers<unknown[]>()
  const stop = () => reject(signal?.reason)
  signal?.addEventListener('abort', stop, { once: true })
  if (count === 0) resolve(parts)
  for (let i = 0; i < Math.min(options.threads, count); i++) {
    const thread = new Worker(script, { workerData: assignment })
    threads.push(thread)
    const give = () => {
      if (next < count) thread.postMessage(next++)
    }
    thread.on('message', ({ piece, part }: { piece: number; part: unknown }) => {
      parts[piece] = part
      done++
      onProgress?.(done, count)
      if (done === count) resolve(parts)
      else give()
    })
    thread.on('error', reject)
    thread.on('exit', (code) => reject(new Error(`A thread ended with ${code} before its work was done.`)))
    give()
  }
  return promise.finally(() => {
    signal?.removeEventListener('abort', stop)
    return Promise.all(threads.map((thread) => thread.terminate()))
  })
}

function withResolvers<T>() {
  let resolve!: (value: T) => void
  let reject!: (reason: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
