import { rename, rm } from 'node:fs/promises'
import { SingleBar } from 'cli-progress'
import { hashOfFile } from '../documents/keep-written.ts'
import { packPart } from '../documents/tables/pack-part.ts'
import { writePart } from '../documents/tables/write-part.ts'
import { MOST_ROWS } from '../documents/tables/write-xlsx.ts'
import { exportFileName } from '../domain/reports/exports/export-kinds.ts'
import { refuse } from '../domain/reports/refusals.ts'
import { REPORTS, type ReportKind } from '../domain/reports/tables/report-kinds.ts'
import { dayOf, PLATFORM_ZONE, parseDay } from '../domain/time/calendar.ts'
import { exportPieces } from '../jobs/exports/export-pieces.ts'

/** A report as somebody asks for it on the command line: days as they were typed. */
export type AskedReport = {
  name: string
  format: string | undefined
  from: string | undefined
  to: string | undefined
  out: string | undefined
}

type Em = Parameters<typeof exportPieces>[0]

/**
 * What writes a report into a file, byte for byte as the export of the API does, and answers how many rows it has and its
 * SHA-256. The file has its name when it is complete. Throws an Error that lists the reports for a name that is none,
 * and refuses DATE_MALFORMED and XLSX_TOO_LONG.
 */
export function reportFrom(asked: AskedReport, now: Date): (em: Em) => Promise<string> {
  const { kind, format } = wanted(asked)
  const from = asked.from === undefined ? null : parseDay(asked.from)
  const until = asked.to === undefined ? dayOf(now, PLATFORM_ZONE) : parseDay(asked.to)
  const name = { kind, format, from, until, siren: null }
  const { out = exportFileName(name) } = asked
  return async em => {
    const { pieces, expected } = await exportPieces(em, { ...name, cut: null })
    const rows = expected ?? 0
    if (format === 'xlsx' && rows >= MOST_ROWS) throw refuse.XLSX_TOO_LONG({ rows, most: MOST_ROWS - 1 })
    const part = `${out}.part`
    const written = await withBar(rows, told => writePart(part, pieces, told))
    if (written.pieces - 1 !== rows) throw new Error(`${written.pieces - 1} of ${rows} rows came`)
    await rename(format === 'xlsx' ? await packPart(part) : part, out)
    await rm(part, { force: true })
    return `${out}: ${rows} rows, SHA-256 ${await hashOfFile(out)}`
  }
}

function wanted({ name, format = 'csv' }: AskedReport): { kind: ReportKind; format: 'csv' | 'xlsx' } {
  if (!Object.hasOwn(REPORTS, name)) {
    const width = Math.max(...Object.keys(REPORTS).map(kind => kind.length))
    const list = Object.entries(REPORTS).map(([kind, { what }]) => `  ${kind.padEnd(width)}  ${what}`)
    throw new Error([`There is no report "${name}". These are the reports:`, ...list].join('\n'))
  }
  if (format !== 'csv' && format !== 'xlsx') throw new Error(`A report is csv or xlsx, not "${format}".`)
  return { kind: name as ReportKind, format }
}

/** A bar in the terminal; where there is none, nothing. */
async function withBar<T>(
  rows: number,
  work: (told: (pieces: number) => Promise<void>) => Promise<T>,
): Promise<T> {
  const format = '{bar} {value} of {total} rows'
  const bar = new SingleBar({ format, barCompleteChar: '█', barIncompleteChar: '░', hideCursor: true })
  bar.start(rows, 0)
  try {
    const done = await work(async pieces => bar.update(pieces - 1))
    return done
  } finally {
    bar.stop()
  }
}
