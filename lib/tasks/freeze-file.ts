import { readCanonical } from '@/lib/codebook/canonical-read'
import type { ExtractFormat } from '@/lib/contracts/data'
import type { TableOptions } from '@/lib/exchange/table'
import type { Call } from '@/lib/records/call'
import { recordExtract } from '@/lib/records/data/receipts'
import { readFreeze } from '@/lib/records/freezes/freezes'
import { runExtract, type ExtractFile } from './extract'

export interface FreezeFileRequest extends TableOptions {
  /** `canonical`: the very bytes that were hashed. */
  readonly format: ExtractFormat | 'canonical'
  readonly part?: 'data' | 'codebook'
}

/** A file of a frozen data set: the same as on the day it was frozen. It leaves like any other, with its receipt. */
export async function writeFreezeFile(
  call: Call,
  study: string,
  id: string,
  { format, ...options }: FreezeFileRequest,
): Promise<ExtractFile> {
  const { freeze, bytes } = await readFreeze(call, study, id)
  const { name, grain, dates, purpose, rows, sha256 } = freeze
  const shape = grain === 'patient' ? 'wide' : 'long'
  const per = grain === 'patient' ? {} : { per: grain }
  if (format !== 'canonical') {
    const request = { shape, ...per, format, ...options, purpose } as const
    const frozen = { name, dataset: readCanonical(bytes) }
    return runExtract(call, study, request, { level: 'deidentified', dates }, frozen)
  }
  await recordExtract(call, 'freeze.read', study, {
    ...{ level: 'deidentified', format, shape, rows, sha256, purpose },
    filter: { part: 'data', dates, freeze: name, ...per },
  })
  return {
    name: `${study}-${grain}-frozen.suivi`,
    type: CANONICAL_TYPE,
    rows,
    sha256,
    stream: new Blob([new Uint8Array(bytes)]).stream(),
  }
}

const CANONICAL_TYPE = 'application/octet-stream'
