type Environment = Readonly<Record<string, string | undefined>>

export function checkEnvironment(env: Environment): string[]
export interface ServerFacts {
  readonly version: number
  readonly release: string
  readonly checksums: string
  readonly fsync: string
  readonly pages: string
  readonly commit: string
  readonly mighty: boolean
  readonly owner: boolean
  readonly role: string
}
export function readServer(url: string): Promise<ServerFacts>
export function checkServer(url: string): Promise<string[]>
export function checkContent(url: string): Promise<string[]>
