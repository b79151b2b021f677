import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import type { Currency } from '../../money/currency.ts'
import { ONE, parseRatio, ZERO } from '../../money/fraction.ts'
import { offeringOf } from '../../offerings/offerings.ts'
import { projectOf } from '../../offerings/projects.ts'
import { latestOf } from '../../time/calendar.ts'
import { holderAccount } from '../shares-accounts.ts'
import { MOST_PREFERENCES, type Preference } from './preferences.ts'
import { refuse } from './refusals.ts'
import { lastCarriedOutAt, rulesOfParty } from './rules.ts'

/** A rule as it comes: which part of the net of each distribution, how much a month in minor units, and where to. */
export type NewRule = {
  partyId: string
  ratio: string
  mostPerMonth: bigint
  currency: Currency
  preferences: readonly Preference[]
}

/**
 * An investor lets a part of what he gets in a currency be put into what he names, from the next distribution on; a rule of
 * that currency that stands is replaced. Refuses REINVESTMENT_WRONG, RATIO_MALFORMED, OFFERING_UNKNOWN, PROJECT_UNKNOWN.
 */
export async function setReinvestment(
  em: EntityManager,
  { partyId, ratio, mostPerMonth, currency, preferences }: NewRule,
  now: Date,
): Promise<{ ruleId: string }> {
  const part = parseRatio(ratio)
  const places = preferences.length
  if (part.compare(ZERO) <= 0 || part.compare(ONE) > 0 || places < 1 || places > MOST_PREFERENCES) {
    throw refuse.REINVESTMENT_WRONG({ ratio, places })
  }
  for (const preference of preferences) {
    if ('offeringId' in preference) await offeringOf(em, preference.offeringId)
    else await projectOf(em, preference.projectId)
  }
  // Rules of one account are set, ended and carried out one after the other.
  await lockAccount(em, holderAccount(partyId, currency))
  const standing = (await rulesOfParty(em, partyId)).filter(
    rule => rule.currency === currency && rule.endedAt === null,
  )
  for (const { id: ruleId } of standing) {
    const endedAt = latestOf(now, await lastCarriedOutAt(em, ruleId))
    await sqlOf(em).insertInto('reinvestmentEnd').values({ ruleId, endedAt }).execute()
  }
  const ruleId = newId()
  const list = sql<readonly Preference[]>`${JSON.stringify(preferences)}::jsonb`
  await sqlOf(em)
    .insertInto('reinvestmentRule')
    .values({ id: ruleId, partyId, currency, ratio, mostPerMonth, preferences: list, setAt: now })
    .execute()
  return { ruleId }
}
