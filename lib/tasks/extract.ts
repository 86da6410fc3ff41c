import { createHash } from 'node:crypto'
import type { Dataset } from '@/lib/codebook/dataset'
import { describeDataset } from '@/lib/codebook/describe'
import { writeCodebook } from '@/lib/exchange/csv-codebook'
import { writeCsv } from '@/lib/exchange/csv-write'
import { findInstrument } from '@/lib/instruments/shelf'
import type { Call } from '@/lib/records/call'
import { extractDataset } from '@/lib/records/data/extract'
import { recordExtract } from '@/lib/records/data/receipts'

export interface ExtractRequest {
  readonly shape: 'long' | 'wide'
  readonly format: 'csv'
  readonly part: 'data' | 'codebook'
  readonly purpose: string
}

export interface ExtractFile {
  readonly name: string
  readonly rows: number
  /** Of the bytes of the file. */
  readonly sha256: string
  readonly stream: ReadableStream<Uint8Array>
}

/** A de-identified file, its row count and hash in the trail before the first byte leaves. */
export async function runExtract(call: Call, study: string, request: ExtractRequest): Promise<ExtractFile> {
  const dataset = await extractDataset(
    call,
    'extract.run',
    study,
    request.shape === 'wide' ? 'patient' : 'visit',
  )
  const write = () => (request.part === 'data' ? writeCsv(dataset) : writeCodebook(describe(dataset)))
  const hash = createHash('sha256')
  for (const chunk of write()) hash.update(chunk, 'utf8')
  const sha256 = hash.digest('hex')
  const rows = request.part === 'data' ? dataset.rows : dataset.columns.length
  await recordExtract(call, study, {
    level: 'deidentified',
    format: request.format,
    shape: request.shape,
    filter: { part: request.part },
    rows,
    sha256,
    purpose: request.purpose,
  })
  return { name: `${study}-${request.shape}-${request.part}.csv`, rows, sha256, stream: toStream(write()) }
}

function describe(dataset: Dataset) {
  return describeDataset(dataset, findInstrument)
}

function toStream(chunks: Iterator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull(controller) {
      const next = chunks.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
  })
}
