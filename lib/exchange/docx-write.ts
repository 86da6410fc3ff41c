import { AlignmentType, Document, HeadingLevel, Packer, PageOrientation, Paragraph, TextRun } from 'docx'
import { unzipSync, zipSync } from 'fflate'
import type { TableLayout } from '@/lib/analysis/table-parts'
import { isAcross, LANDSCAPE, MARGIN, partColumns, PORTRAIT } from './docx-columns'
import { writeRuns } from './docx-runs'
import { writeTable } from './docx-table'
import type { PackTable, PaperPack } from './paper-pack'

export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: 'SimSun' }
/** 10.5 pt (五号) and 9 pt (小五), in half-points. */
const SIZE = 21
const SMALL = 18
/** Local parts of the oldest date an archive knows: the same bytes at every time and in every time zone. */
const NO_TIME = new Date(1980, 0, 1)

interface Block {
  readonly across: boolean
  readonly children: Section['children'][number][]
}
type Section = ConstructorParameters<typeof Document>[0]['sections'][number]

/**
 * The pack as a Word document (Office Open XML) on A4: three-line tables with their notes, the statistical methods, and
 * last the receipt. The same pack and `now` give the same bytes. A table too wide for the page stands on a page
 * across.
 */
export async function writeDocx(pack: PaperPack, now: Date): Promise<Uint8Array<ArrayBuffer>> {
  const blocks: Block[] = [
    ...pack.tables.map((table) => writeTableBlock(table, pack)),
    { across: false, children: [...writeMethods(pack), ...writeReceipt(pack)] },
  ]
  const heading = { run: { font: FONT, size: 24, bold: true, color: '000000' } }
  const document = new Document({
    title: pack.title,
    creator: 'Suivi',
    lastModifiedBy: 'Suivi',
    styles: {
      default: {
        document: { run: { font: FONT, size: SIZE, language: { value: 'en-US', eastAsia: 'zh-CN' } } },
        heading1: { ...heading, paragraph: { spacing: { before: 320, after: 120 } } },
      },
    },
    sections: joinBlocks(blocks).map(({ across, children }) => ({
      properties: {
        page: {
          size: {
            // The library swaps the sides of a page across.
            width: 11_906,
            height: 16_838,
            orientation: across ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
          },
          margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
        },
      },
      children,
    })),
  })
  return setTime(new Uint8Array(await Packer.toArrayBuffer(document)), now)
}

/** Neighbours that lie the same way share a section. */
function joinBlocks(blocks: readonly Block[]): Block[] {
  const joined: Block[] = []
  for (const block of blocks) {
    const last = joined.at(-1)
    if (last?.across === block.across) last.children.push(...block.children)
    else joined.push({ ...block, children: [...block.children] })
  }
  return joined
}

function writeTableBlock(table: PackTable, pack: PaperPack): Block {
  const parts = partColumns(table.layout)
  const across = parts.some(isAcross)
  const page = across ? LANDSCAPE : PORTRAIT
  return {
    across,
    children: [
      ...parts.flatMap((part, at) => [writeTitle(table, part, at), writeTable(part, table.tests, page)]),
      writeNotes(table, pack),
    ],
  }
}

function writeTitle({ number, continued }: PackTable, { title }: TableLayout, part: number): Paragraph {
  const text = part === 0 ? `${number}\u2003${title}` : continued
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: { before: 240, after: 80 },
    children: writeRuns(text, 'cell', { bold: true }),
  })
}

/** Which mark is which test, then the notes, in one paragraph. */
function writeNotes({ tests, layout }: PackTable, { notes, locale }: PaperPack): Paragraph {
  const [between, end, space] = locale === 'en' ? ['; ', '. ', ' '] : ['；', '。', '']
  const said = (text: string) => writeRuns(text, 'prose', { size: SMALL })
  return new Paragraph({
    spacing: { before: 60, after: 120 },
    children: [
      ...said(notes),
      ...tests.flatMap(({ mark, name }, at) => [
        new TextRun({ text: mark, superScript: true, size: SMALL }),
        ...said(`\u00a0${name}${at === tests.length - 1 ? end : between}`),
      ]),
      ...said(layout.notes.join(space)),
    ],
  })
}

function writeMethods({ methods, locale }: PaperPack): Paragraph[] {
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      keepNext: true,
      children: writeRuns(methods.heading, 'cell'),
    }),
    new Paragraph({
      alignment: AlignmentType.BOTH,
      spacing: { line: 360 },
      ...(locale === 'en' ? {} : { indent: { firstLine: 2 * SIZE * 10 } }),
      children: writeRuns(methods.text, 'prose'),
    }),
  ]
}

function writeReceipt({ receipt, locale }: PaperPack): Paragraph[] {
  const colon = locale === 'en' ? ': ' : '：'
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      keepNext: true,
      children: writeRuns(receipt.heading, 'cell'),
    }),
    ...receipt.lines.map(
      ([name, value]) =>
        new Paragraph({ children: writeRuns(`${name}${colon}${value}`, 'cell', { size: SMALL }) }),
    ),
  ]
}

/** The library writes the time of day into the document and its archive. */
function setTime(bytes: Uint8Array, now: Date): Uint8Array<ArrayBuffer> {
  const parts = unzipSync(bytes)
  const about = 'docProps/core.xml'
  const told = new TextDecoder().decode(parts[about])
  const at = now.toISOString().replace(/\.\d+Z$/, 'Z')
  const set = told.replaceAll(/(<dcterms:(?:created|modified)\b[^>]*>)[^<]*/g, `$1${at}`)
  return zipSync({ ...parts, [about]: new TextEncoder().encode(set) }, { level: 6, mtime: NO_TIME })
}
