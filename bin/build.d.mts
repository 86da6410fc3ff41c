export const ROOT: string
export function hashSources(root: string, paths: readonly string[]): string
