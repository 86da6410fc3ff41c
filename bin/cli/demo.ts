import { DEMO_CAST, DEMO_PASSWORD } from '@/lib/tasks/demo/cast'
import { ensureDemo } from '@/lib/tasks/demo/ensure'
import { UsageError, type Command } from './command'

export async function runDemo(command: Command, folder: string): Promise<unknown> {
  switch (command.verb) {
    case 'ensure':
      await ensureDemo(folder, command.say)
      return null
    case 'sign-ins':
      command.say(`Demo sign-ins (password for all: ${DEMO_PASSWORD}):`)
      for (const { username, displayName } of DEMO_CAST)
        command.say(`  ${username.padEnd(16)} ${displayName}`)
      return null
    default:
      throw new UsageError('demo ensure | sign-ins')
  }
}
