export function findClient(forwarded: string | undefined, peer: string, hops: number): string
