export function noteServed(state: string, address: string): void
export function readServed(state: string): string | undefined
