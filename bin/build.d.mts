export const ROOT: string
export function hashSources(root: string, paths: readonly string[]): string
/** Builds bin/<name>.ts when it is stale; where the program is. */
export function ensureBundle(name: string, root?: string): Promise<string>
