import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { refuse as refuseParty } from '../../parties/refusals.ts'
import { isSiret } from '../../parties/tax/siret.ts'
import { dayOf, PLATFORM_ZONE, startOfDay } from '../../time/calendar.ts'
import { amountsOf, withheldOf } from './beneficiary-amounts.ts'
import { postedForYear } from './levy-postings.ts'
import { lockSeries } from './lock-series.ts'
import { refuse } from './refusals.ts'
import { type Beneficiary, taxFiles, type YearToTell, yearToTell } from './tax-files.ts'

export type NewTaxFile = { year: number; siret: string | null; payerName: string; issuerId: string }

/** As many lines as one statement takes. */
const BATCH = 2_000

/**
 * Issues the file of a year that is over: all its beneficiaries the first time, afterwards those alone of whom something
 * was changed, as a correction of the file before. What all of them are told to have been withheld is what the ledger
 * has. Refuses TAX_YEAR_NOT_OVER, TAX_FILE_UNCHANGED, SIRET_MALFORMED.
 */
export async function issueTaxFile(
  em: EntityManager,
  { year, siret, payerName, issuerId }: NewTaxFile,
  now: Date,
): Promise<{ taxFileId: string }> {
  if (siret !== null && !isSiret(siret)) throw refuseParty.SIRET_MALFORMED({ length: siret.length })
  const over = startOfDay(`${String(year + 1).padStart(4, '0')}-01-01`, PLATFORM_ZONE)
  if (now < over) throw refuse.TAX_YEAR_NOT_OVER({ year, over: over.toISOString() })
  await lockSeries(em)
  const found = await yearToTell(em, year)
  await assertAsPosted(em, found)
  const before = await taxFiles(em, year)
  if (found.changed.length === 0) {
    throw refuse.TAX_FILE_UNCHANGED({ year, beneficiaries: found.all.length, issued: before.length })
  }
  const id = newId()
  const issued = { issuerId, issuedOn: dayOf(now, PLATFORM_ZONE), issuedAt: now }
  const revision = (before[0]?.revision ?? 0) + 1
  await sqlOf(em)
    .insertInto('taxFile')
    .values({ id, year, revision, correctsId: before[0]?.id ?? null, siret, payerName, ...issued })
    .execute()
  await writeLines(em, id, found.changed)
  return { taxFileId: id }
}

/** The lines are read off the runs and the postings off the ledger: where they differ, neither may be told. */
async function assertAsPosted(em: EntityManager, { year, all }: YearToTell): Promise<void> {
  const told = all.reduce((sum, { amounts }) => sum + withheldOf(amounts), 0n)
  const posted = await postedForYear(em, year)
  if (told !== posted)
    throw new Error(`${told} was withheld by the lines of ${year}, ${posted} by the ledger`)
}

async function writeLines(em: EntityManager, fileId: string, told: readonly Beneficiary[]): Promise<void> {
  for (let start = 0; start < told.length; start += BATCH) {
    await sqlOf(em)
      .insertInto('taxFileLine')
      .values(
        told.slice(start, start + BATCH).map(({ identity, amounts }) => ({
          fileId,
          partyId: identity.partyId,
          profileVersion: identity.profileVersion,
          identityVersion: identity.identityVersion,
          ...amountsOf(amounts),
        })),
      )
      .execute()
  }
}
