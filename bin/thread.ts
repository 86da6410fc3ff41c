// A thread of lib/tasks/threads: makes the pieces it is asked for, until it is ended.
import { parentPort, workerData } from 'node:worker_threads'
import { WORKS, type Assignment } from '@/lib/tasks/threads/works'

const { name, args } = workerData as Assignment
const work = (WORKS[name] as (...args: unknown[]) => ReturnType<(typeof WORKS)[typeof name]>)(...args)

parentPort?.on('message', (piece: number) => {
  if (work.status !== 'pieces') throw new Error(`This work is ${work.reason} and has no pieces.`)
  parentPort?.postMessage({ piece, part: work.make(piece) })
})
