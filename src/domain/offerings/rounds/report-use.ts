import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { formatAmount, type MoneyText, parsePositive } from '../../money/money.ts'
import { parseName } from '../../parties/people/names.ts'
import { lockOffering } from '../lock-offering.ts'
import { refuse } from './refusals.ts'
import { latestUseReport } from './uses.ts'

const MOST_LINES = 100

/**
 * The issuer says for everybody to read what the money was used for that an offering released to him: all of it as far as
 * he knows; what he said before is replaced. Refuses OFFERING_UNKNOWN, USE_UNCLEAR, USED_TOO_MUCH, NAME_MALFORMED and what
 * `parsePositive` refuses.
 */
export async function reportUse(
  em: EntityManager,
  { offeringId, lines }: { offeringId: string; lines: readonly { what: string; amount: MoneyText }[] },
  now: Date,
): Promise<{ offeringId: string }> {
  const { currency, amountAllotted } = await lockOffering(em, offeringId)
  if (lines.length < 1 || lines.length > MOST_LINES) throw refuse.USE_UNCLEAR({ lines: lines.length })
  const uses = lines.map(({ what, amount }, index) => {
    return { line: index + 1, what: parseName(what), amount: parsePositive(amount, currency) }
  })
  const used = uses.reduce((sum, { amount }) => sum + amount, 0n)
  const released = amountAllotted ?? 0n
  if (used > released) {
    const [spent, there] = [used, released].map(each => formatAmount(each, currency))
    throw refuse.USED_TOO_MUCH({ used: spent ?? '', released: there ?? '', currency })
  }
  const report = { id: newId(), offeringId, version: (await latestUseReport(em, offeringId)) + 1 }
  await sqlOf(em)
    .insertInto('useReport')
    .values({ ...report, reportedAt: now })
    .execute()
  await sqlOf(em)
    .insertInto('useLine')
    .values(uses.map(use => ({ useReportId: report.id, ...use })))
    .execute()
  return { offeringId }
}
