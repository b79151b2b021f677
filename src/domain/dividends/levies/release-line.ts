import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { book } from '../../ledger/book.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import { lockSpending } from '../../ledger/lock-spending.ts'
import { formatAmount } from '../../money/money.ts'
import { lockParty } from '../../parties/people/lock-party.ts'
import { holderAccount } from '../../shares/shares-accounts.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import { heldLines } from './held-lines.ts'
import { type HeldLine, type LineKey, lateLevies } from './late-levies.ts'
import { KNOWN_LAW, type Law, type Levy } from './levies-on.ts'

/**
 * Releases a line that was held because no levy rule was known: what its payment date asks for is withheld from the
 * holder's account today, and the rest is his. A line that turns out to be exempt gets that as a fact and no entry.
 * Refuses PARTY_UNKNOWN, LINE_NOT_HELD, NO_LEVY_RULE with what is still missing.
 */
export async function releaseLine(
  em: EntityManager,
  key: LineKey,
  now: Date,
  law: Law = KNOWN_LAW,
): Promise<{ levyReleaseId: string }> {
  // No reversal takes from the account meanwhile: it looks once at what is there, and locks no account.
  await lockSpending(em, 'shared')
  // With this lock no residence is declared meanwhile, and of two releases the second finds nothing held.
  await lockParty(em, key.holderId)
  const [line] = await heldLines(em, key, now)
  if (line === undefined) throw refuse.LINE_NOT_HELD(key)
  const found = lateLevies(line, law)
  const { currency, gross } = line
  if ('missing' in found) {
    throw refuse.NO_LEVY_RULE({ amount: formatAmount(gross, currency), currency, missing: found.missing })
  }
  const id = newId()
  const { distributionId, classId, holderId } = key
  await sqlOf(em)
    .insertInto('levyRelease')
    .values({ id, distributionId, classId, holderId, releasedAt: now })
    .execute()
  await sqlOf(em)
    .insertInto('lateLevy')
    .values(found.levies.map((levy, position) => ({ releaseId: id, position, ...levy })))
    .execute()
  await bookLevies(em, { id, bookedOn: dayOf(now, PLATFORM_ZONE) }, line, found.levies)
  return { levyReleaseId: id }
}

async function bookLevies(
  em: EntityManager,
  { id, bookedOn }: { id: string; bookedOn: string },
  { holderId, currency }: HeldLine,
  levies: readonly Levy[],
): Promise<void> {
  const account = holderAccount(holderId, currency)
  const total = levies.reduce((sum, levy) => sum + levy.amount, 0n)
  const present = await lockAccount(em, account)
  // What is held never leaves the account, so less than the levies on it is a fault of the books.
  if (present < total)
    throw new Error(`${total} is to be withheld, ${present} lies on the account of ${holderId}`)
  await book(em, { kind: 'levyWithheldLate', factId: id, bookedOn }, [
    { account, amount: total },
    ...levies.map(({ code, amount }) => ({
      account: { kind: 'levy' as const, code, currency },
      amount: -amount,
    })),
  ])
}
