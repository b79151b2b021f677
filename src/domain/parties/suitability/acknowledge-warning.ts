import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockParty } from '../people/lock-party.ts'
import { refuse } from '../refusals.ts'
import type { WarningCode } from './suitability.ts'
import { WARNINGS } from './warnings.ts'

/** Which text in which version, and about which order. */
export type Acknowledged = {
  partyId: string
  warning: WarningCode
  textVersion: number
  /** The offering and the amount of the order in cents, for a text that names them. */
  offeringId: string | null
  amount: bigint | null
}

/**
 * Appends that an investor was shown a warning and acknowledged it, in the version that is in force: Art 21(4), (6), (7)
 * of Regulation (EU) 2020/1503. That the offering exists is known by whoever calls.
 * Refuses WARNING_OUTDATED, WARNING_ORDER_WRONG, PARTY_UNKNOWN.
 */
export async function acknowledgeWarning(
  em: EntityManager,
  { partyId, warning, textVersion, offeringId, amount }: Acknowledged,
  now: Date,
): Promise<{ partyId: string; acknowledgementId: string }> {
  const { version, forOrder } = WARNINGS[warning]
  if (textVersion !== version) throw refuse.WARNING_OUTDATED({ warning, given: textVersion, version })
  const named = [offeringId, amount].filter(each => each !== null).length
  if (named !== (forOrder ? 2 : 0)) throw refuse.WARNING_ORDER_WRONG({ warning, needs: forOrder })
  await lockParty(em, partyId)
  const acknowledgementId = newId()
  await sqlOf(em)
    .insertInto('acknowledgement')
    .values({
      id: acknowledgementId,
      partyId,
      warning,
      textVersion,
      offeringId,
      amount,
      acknowledgedAt: now,
    })
    .execute()
  return { partyId, acknowledgementId }
}
