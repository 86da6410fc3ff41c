type Environment = Readonly<Record<string, string | undefined>>

export function checkEnvironment(env: Environment): string[]
export function checkServer(url: string): Promise<string[]>
export function checkContent(url: string): Promise<string[]>
