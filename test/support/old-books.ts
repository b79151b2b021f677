import { createHash } from 'node:crypto'
import type { Orm } from '../../src/database/orm.ts'
import { readImport } from '../../src/documents/import-file/read-import.ts'
import { system } from '../../src/domain/acts/actor.ts'
import { NOTHING, newId } from '../../src/domain/ids.ts'
import { approveImport } from '../../src/domain/imports/approve-import.ts'
import type { ImportKind } from '../../src/domain/imports/import.ts'
import { type ImportOutcome, importLines } from '../../src/domain/imports/import-lines.ts'
import { problemsOfStaged } from '../../src/domain/imports/lines/staged.ts'
import type { LineProblem } from '../../src/domain/imports/lines/staged-line.ts'
import { prepareImport } from '../../src/domain/imports/prepare-import.ts'
import { dryRun } from '../../src/dry-run.ts'
import { at, worldOf } from './world.ts'

/** The columns of each kind of file, in the order in which the tests write them. */
export const HEADERS = {
  investors: 'source,reference,kind,name,email,language,country,tax_country,tax_proved_on',
  lots: 'source,reference,investor,project,class,shares,price,currency,since',
  distributions:
    'source,reference,distribution,project,period_start,period_end,record_date,paid_on,recipient,investor,class,gross,withheld,net,currency',
} as const

/** A file of a kind from lines without its header. */
export const fileOf = (kind: ImportKind, lines: readonly string[]) =>
  Buffer.from(`${[HEADERS[kind], ...lines].join('\n')}\n`)

/** A world into which the books of another platform are brought. */
export function oldBooksWorld(database: { orm: Orm }) {
  const world = worldOf(database)

  /** What a dry run says of a file. */
  const look = (kind: ImportKind, bytes: Uint8Array, now = '2026-01-15') =>
    dryRun<ImportOutcome & { found: LineProblem[] }>(
      database.orm,
      { actor: system('cli'), verb: 'test', now: at(now) },
      async em => {
        const batches = () => readImport(bytes, kind)
        const who = { preparationId: newId(), preparerId: newId(), approverId: NOTHING }
        const outcome = await importLines(em, { file: { kind, batches }, ...who }, at(now))
        return { ...outcome, found: await problemsOfStaged(em) }
      },
    )

  /** Has a file looked at, prepared by one person and approved by another. Answers what the look said. */
  async function bring(kind: ImportKind, lines: readonly string[], now = '2026-01-15') {
    const bytes = fileOf(kind, lines)
    const looked = await look(kind, bytes, now)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const told = { kind, sha256, fileName: `${kind}.csv`, lines: looked.lines, preparerId: newId() }
    const { preparationId } = await world.run(now, em => prepareImport(em, told, at(now)))
    const approving = { preparationId, sha256, approverId: newId(), batches: () => readImport(bytes, kind) }
    await world.run(now, em => approveImport(em, approving, at(now)))
    return { preparationId, ...looked }
  }

  return { ...world, look, bring }
}
