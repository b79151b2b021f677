import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { closedUntil, closings } from '../../ledger/closing/closings.ts'
import { monthText } from '../../ledger/closing/months.ts'
import { lockSeries } from '../filing/lock-series.ts'
import { type AbroadStatement, abroadFiles } from './abroad-files.ts'
import { plannedFile } from './planned-file.ts'
import { type GivenPayer, readPayer } from './read-payer.ts'
import { refuse } from './refusals.ts'
import { type YearAbroad, yearAbroad } from './year-abroad.ts'

export type NewAbroadFile = GivenPayer & { year: number; issuerId: string }

/** As many lines as one statement takes. */
const BATCH = 2_000

/**
 * Issues the next file of a year whose books are closed: accounts that were never told, or corrections of what was. Who
 * closed its December does not issue it. What is told and what is left out come together to what the ledger has.
 * Refuses ABROAD_YEAR_OPEN, ABROAD_BY_CLOSER, ABROAD_UNCHANGED, SIRET_MALFORMED, NAME_MALFORMED.
 */
export async function issueAbroadFile(
  em: EntityManager,
  input: NewAbroadFile,
  now: Date,
): Promise<{ abroadFileId: string }> {
  const { year, issuerId } = input
  const payer = readPayer(input)
  await lockSeries(em)
  await refuseUnlessClosed(em, year, issuerId)
  const found = await yearAbroad(em, year)
  assertAsPosted(found)
  const files = await abroadFiles(em, year)
  const id = newId()
  const planned = plannedFile(id, found, payer, files[0])
  if (planned === null) {
    const left = new Set(found.left.map(each => each.partyId)).size
    throw refuse.ABROAD_UNCHANGED({ year, accounts: found.accounts, issued: files.length, left })
  }
  const { statements, waiting: _, ...file } = planned
  await sqlOf(em)
    .insertInto('abroadFile')
    .values({ id, year, ...file, ...payer, issuerId, issuedAt: now })
    .execute()
  await writeStatements(em, id, statements)
  const totals = found.totals.map(total => ({ fileId: id, ...total }))
  if (totals.length > 0) await sqlOf(em).insertInto('abroadTotal').values(totals).execute()
  return { abroadFileId: id }
}

async function refuseUnlessClosed(em: EntityManager, year: number, issuerId: string): Promise<void> {
  const december = `${String(year).padStart(4, '0')}-12-01`
  const until = await closedUntil(em)
  if ((until ?? '') < december) {
    throw refuse.ABROAD_YEAR_OPEN({
      year,
      closedUntil: until === null ? 'none' : `until ${monthText(until)}`,
    })
  }
  const closer = (await closings(em)).find(each => each.month === december && each.closedAt !== null)
  if (closer?.closedAt && closer.approverId === issuerId) {
    throw refuse.ABROAD_BY_CLOSER({ year, closedAt: closer.closedAt.toISOString() })
  }
}

/** The lines are read off the runs and the postings off the ledger: where they differ, neither may be told. */
function assertAsPosted({ year, totals, posted }: YearAbroad): void {
  for (const currency of new Set([...totals, ...posted].map(each => each.currency))) {
    const [lines, ledger] = [totals, posted].map(rows => {
      const own = rows.filter(row => row.currency === currency)
      const received = own.reduce((sum, row) => sum + row.received, 0n)
      return `${received} and ${own.reduce((sum, row) => sum + row.withheld, 0n)}`
    })
    if (lines !== ledger) {
      throw new Error(
        `Received and withheld in ${currency} in ${year}: ${lines} by the lines, ${ledger} by the ledger`,
      )
    }
  }
}

async function writeStatements(
  em: EntityManager,
  fileId: string,
  statements: readonly AbroadStatement[],
): Promise<void> {
  const rows = statements.map(({ identity, amounts, ...statement }) => {
    const { partyId, profileVersion, identityVersion } = identity
    return { fileId, partyId, profileVersion, identityVersion, ...statement, ...amounts }
  })
  for (let start = 0; start < rows.length; start += BATCH) {
    await sqlOf(em)
      .insertInto('abroadAccount')
      .values(rows.slice(start, start + BATCH))
      .execute()
  }
}
