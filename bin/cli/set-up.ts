import { chmodSync, writeFileSync } from 'node:fs'
import { makeSetupCode } from '@/lib/records/people/set-up'
import { UsageError, type Command } from './command'

/**
 * `setup-code [--out FILE]`: a code for the page /setup, while nobody administers the registry. A start asks with
 * `--if-empty`, and says nothing where there are people.
 */
export async function runSetupCode(command: Command): Promise<unknown> {
  const ifEmpty = command.options.has('if-empty')
  const code = await makeSetupCode({ ifEmpty })
  if (code === null) {
    if (!ifEmpty)
      throw new UsageError('There is an administrator: who is one adds others on the page /people.')
    return null
  }
  const page = `${process.env.SUIVI_URL ?? ''}/setup`
  const file = command.options.get('out')
  if (file) {
    writeFileSync(file, `${page}\n${code}\n`, { mode: 0o600 })
    chmodSync(file, 0o600)
  }
  const where = file ? `The code is in ${file}.` : `Code, for one use within 24 hours: ${code}`
  command.say(`First administrator: open ${page} . ${where}`)
  return { page, ...(file ? { file } : { code }) }
}
