type Environment = Readonly<Record<string, string | undefined>>

export function isRoot(): boolean
export function locateState(root: string, env?: Environment, asRoot?: boolean): string
export function openState(directory: string): string
export function writePrivate(path: string, text: string): void
export function readSecrets(directory: string): { masterKey: string; secret: string }
