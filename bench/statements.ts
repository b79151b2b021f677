import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import { renderPeriodic } from '../src/documents/periodic/periodic-statement.ts'
import { openRendering, type Rendering } from '../src/jobs/papers/rendering.ts'
import { typicalStatement } from './typical-statement.ts'

const ALL = 2_000
const FEW = 500
/** Papers whose text the floor writes over and over: it remembers nothing between them. */
const SAMPLES = 25
const WARM = 100
/** The thread works on one paper while the next ones are on their way. */
const AHEAD = 4

/**
 * `npm run bench -- statements`: 2,000 statements of twelve movements each (`--only N`: so many), rendered and kept on
 * disk as the job does in its thread, beside their floor: the same text in the same places with a standard font,
 * untagged, without code and attached data, and not kept. Both are told per second of processor time, so that one core's work is counted however busy the machine
 * is. `rssMb`: the memory of the whole process after 500 and after all. `--json` prints one object on the last line.
 */
export async function benchStatements(args: readonly string[]): Promise<void> {
  const all = args.includes('--only') ? Number(args[args.indexOf('--only') + 1]) : ALL
  const few = Math.min(FEW, Math.ceil(all / 4))
  const folder = await mkdtemp(join(tmpdir(), 'statements-'))
  const rendering = openRendering(folder)
  try {
    await renderAll(rendering, 0, WARM)
    const first = await timed(() => renderAll(rendering, 0, few))
    const rssFew = rss()
    const rest = await timed(() => renderAll(rendering, few, all))
    const rssAll = rss()
    const perSecondPerCore = all / (first + rest)
    const floorPerSecondPerCore = await floor(few)
    const ratio = floorPerSecondPerCore / perSecondPerCore
    console.log(
      `${all.toLocaleString('en')} statements  ${perSecondPerCore.toFixed(1)} per second and core  ` +
        `floor ${floorPerSecondPerCore.toFixed(1)}  ratio ${ratio.toFixed(2)}  ` +
        `memory ${rssFew} MB at ${few}, ${rssAll} MB at ${all}`,
    )
    const rssMb = { [few]: rssFew, [all]: rssAll }
    if (args.includes('--json'))
      console.log(
        JSON.stringify({ bench: 'statements', perSecondPerCore, floorPerSecondPerCore, ratio, rssMb }),
      )
  } finally {
    await rendering.close()
    await rm(folder, { recursive: true })
  }
}

async function renderAll({ keep }: Rendering, from: number, to: number): Promise<void> {
  let next = from
  const line = async () => {
    while (next < to) await keep({ kind: 'periodic', data: typicalStatement(next++) })
  }
  await Promise.all(Array.from({ length: AHEAD }, line))
}

/** Seconds of processor time that the work took, in all threads. */
async function timed(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

const rss = () => Math.round(process.memoryUsage().rss / 2 ** 20)

type Line = { text: string; x: number; y: number; size: number }

async function floor(count: number): Promise<number> {
  const papers: Line[][][] = []
  for (let index = 0; index < SAMPLES; index++) {
    papers.push(await textOf((await renderPeriodic(typicalStatement(index))).bytes))
  }
  const write = async (from: number, to: number) => {
    for (let index = from; index < to; index++) await writePlainly(papers[index % SAMPLES] ?? [])
  }
  await write(0, WARM)
  return count / (await timed(() => write(0, count)))
}

async function textOf(bytes: Buffer): Promise<Line[][]> {
  // Loaded when memory has been told: the job that issues papers reads none.
  const { extractTextItems, getDocumentProxy } = await import('unpdf')
  const { items } = await extractTextItems(await getDocumentProxy(new Uint8Array(bytes)))
  return items.map(page =>
    page
      .filter(({ str }) => str.trim() !== '')
      .map(({ str, x, y, fontSize }) => ({ text: str, x, y: 842 - y - fontSize, size: fontSize })),
  )
}

function writePlainly(pages: readonly Line[][]): Promise<void> {
  const doc = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false })
  const written = new Promise<void>(resolve => doc.on('data', () => undefined).on('end', resolve))
  for (const page of pages) {
    doc.addPage()
    for (const { text, x, y, size } of page) {
      doc.font('Helvetica', size).text(text, x, Math.max(0, y), { lineBreak: false })
    }
  }
  doc.end()
  return written
}
