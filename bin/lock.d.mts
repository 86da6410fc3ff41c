export function describeProcess(pid: number): string | undefined
export function withLock<T>(
  path: string,
  work: () => T | Promise<T>,
  options?: { onWait?: (holder: string | undefined) => void },
): Promise<T>
export function addHolder(directory: string): string
export function countHolders(directory: string): number
