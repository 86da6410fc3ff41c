export function checkNode(version?: string): void
export function isInstalled(root: string): boolean
