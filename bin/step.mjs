// One step of a start or a test: a child process that shares our fate. Its words go to stderr, answers to stdout.
import { spawn } from 'node:child_process'

export function say(text) {
  process.stderr.write(`${text}\n`)
}

/** Ends the program with one plain sentence. */
export class Refusal extends Error {}

/** Waits for a command, passing on the signals we get. Answers its exit code. */
export function runCommand(command, args, { stdio = ['ignore', 2, 2], ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio })
    const pass = (signal) => child.kill(signal)
    process.on('SIGTERM', pass)
    process.on('SIGINT', pass)
    const finish = () => {
      process.off('SIGTERM', pass)
      process.off('SIGINT', pass)
    }
    child.once('error', (error) => {
      finish()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      finish()
      resolve(signal ? 128 + (signal === 'SIGINT' ? 2 : 15) : code)
    })
  })
}

/** The same for a step without which we cannot go on. */
export async function requireCommand(command, args, options) {
  const code = await runCommand(command, args, options)
  if (code === 0) return
  const shown = [command, ...args].map((part) => part.split('/').at(-1)).join(' ')
  throw new Refusal(`"${shown}" failed (exit ${code}). What it said is above.`)
}

/** Runs a program's main function; expected trouble becomes one sentence and a failing exit. */
export async function runMain(main) {
  let code = 1
  try {
    code = (await main()) ?? 0
  } catch (error) {
    const expected = error instanceof Refusal || error.name === 'MigrationRefused'
    say(expected ? error.message : (error.stack ?? String(error)))
  }
  process.exit(code)
}
