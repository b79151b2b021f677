import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { dayOf, PLATFORM_ZONE } from '../time/calendar.ts'
import type { ImportKind } from './import.ts'
import { markDistributions } from './lines/mark-distributions.ts'
import { markInvestors } from './lines/mark-investors.ts'
import { markLines } from './lines/mark-lines.ts'
import { markLots } from './lines/mark-lots.ts'
import { openStaging } from './lines/open-staging.ts'
import { countProblems, type ImportSum, sumsOfStaged } from './lines/staged.ts'
import { type FileToImport, PERSONAL, type WatchImport } from './lines/staged-line.ts'
import { writeDistributions } from './write-distributions.ts'
import { writeInvestors } from './write-investors.ts'
import { writeLots } from './write-lots.ts'

/** For whom, and with which file, lines are imported. */
export type Importing = { file: FileToImport; preparationId: string; preparerId: string; approverId: string }

/** What became of a file. The facts stand in the transaction only: with problems the caller takes it back as a whole. */
export type ImportOutcome = { lines: number; fresh: number; problems: number; sums: ImportSum[] }

/**
 * Reads a file, finds everything that is wrong with it, and where nothing is writes what its new lines say. What was
 * written and what is wrong can be read (`problemsOfStaged`) until the transaction ends.
 */
export async function importLines(
  em: EntityManager,
  importing: Importing,
  now: Date,
  watch: WatchImport = () => undefined,
): Promise<ImportOutcome> {
  const { file } = importing
  // Two files at once could bring the same lines.
  await sql`select pg_advisory_xact_lock(${IMPORTING}::bigint)`.execute(sqlOf(em))
  const { rows } = await openStaging(em, file, watch)
  watch({ phase: 'check', read: rows, checked: 0, written: 0 })
  const today = dayOf(now, PLATFORM_ZONE)
  await markLines(em, file.kind)
  await MARK[file.kind](em, today)
  const sums = await sumsOfStaged(em)
  const fresh = sums.reduce((all, each) => all + each.fresh, 0)
  watch({ phase: 'write', read: rows, checked: rows, written: 0 })
  if ((await countProblems(em)) === 0 && fresh > 0) {
    await write(em, importing, now, written => watch({ phase: 'write', read: rows, checked: rows, written }))
  }
  return { lines: rows, fresh, problems: await countProblems(em), sums }
}

/** The lock under which files are imported one after the other. */
const IMPORTING = 2_008_000_300n

type Mark = (em: EntityManager, today: string) => Promise<void>

const MARK: Record<ImportKind, Mark> = {
  investors: markInvestors,
  lots: markLots,
  distributions: markDistributions,
}

async function write(
  em: EntityManager,
  importing: Importing,
  now: Date,
  wrote: (written: number) => void,
): Promise<void> {
  const { file, preparationId } = importing
  if (file.kind === 'investors') await writeInvestors(em, now)
  if (file.kind === 'lots') await writeLots(em)
  if (file.kind === 'distributions') await writeDistributions(em, importing, wrote)
  await sql`
    insert into imported_line (kind, source, reference, preparation_id, line, target_id, said)
    select ${file.kind}, source, reference, ${preparationId}, line, id, said - ${PERSONAL}::text[]
      from staged where not is_old order by line`.execute(sqlOf(em))
}
