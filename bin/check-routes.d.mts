export function listRouteFaults(root: string): string[]
export function checkRoutes(root: string): void
