import type { EntityManager } from '@mikro-orm/postgresql'
import type { Payable } from '../payments/payable.ts'
import { firstPayday } from '../payments/payouts/cut-off.ts'
import { destinationsOf } from '../payrun/destinations.ts'
import { holderPayables } from '../payrun/holder-lines.ts'
import { memberPayables } from '../payrun/member-payables.ts'
import { owingOf } from '../payrun/owing.ts'
import { type PayeeBalance, payeeBalances } from '../payrun/payee-balances.ts'
import { ratesFor } from '../payrun/rates-for.ts'
import { toldToHolder } from '../payrun/told-stops.ts'
import { pairsOf } from '../payrun/with-conversions.ts'
import { type Owing, owingKey } from '../payrun/with-offsets.ts'
import { disputedOfProjects } from '../shares/cards/disputed-of-projects.ts'
import { businessDayBefore } from '../time/business-days.ts'
import { addDays } from '../time/calendar.ts'

/** What a party has with us as a holder, over all projects, or as the issuer or a partner of one project. */
export type PartyPayable = Payable & { role: 'holder' | 'issuer' | 'partner'; projectId: string | null }

/**
 * What a party has with us by currency and role, and what of it leaves or stays until when and why. A test whose batch the
 * bank takes no more is over: the next one counts.
 */
export async function payablesOf(em: EntityManager, partyId: string, now: Date): Promise<PartyPayable[]> {
  const balances = await payeeBalances(em, partyId)
  if (balances.length === 0) return []
  const destinations = await destinationsOf(em, partyId, now)
  const owing = await owingOf(em, partyId)
  const payday = firstPayday(now)
  const own = balances.filter(each => each.kind === 'holder')
  const testedFrom = addDays(businessDayBefore(payday), 1)
  const holders = await holderPayables(em, { partyId, balances: own, destinations, owing, testedFrom }, now)
  const owed = balances.map(({ currency }) => ({ code: 'READY' as const, currency, payeeOwnerId: partyId }))
  const rates = await ratesFor(em, pairsOf(owed, destinations), now)
  const told = holders.map((holder): PartyPayable => {
    return { ...toldToHolder(holder, { destinations, rates }), role: 'holder', projectId: null }
  })
  const others = balances.filter(each => each.kind !== 'holder')
  const known = {
    disputes: await disputedOfProjects(em),
    destinations,
    rates,
    owing: withoutHolders(owing, { partyId, told, payday }),
    payday,
  }
  const members = memberPayables(others, known)
  return [...told, ...members.map((payable, index) => ({ ...payable, ...memberOf(others[index]) }))]
}

type Told = { partyId: string; told: readonly Payable[]; payday: string }

/** What is left to be set off after what is set off on the same day against what he has as a holder. */
function withoutHolders(owing: ReadonlyMap<string, Owing>, { partyId, told, payday }: Told) {
  const left = new Map(owing)
  for (const { currency, parts } of told) {
    const setOff = parts.find(part => part.code === 'SET_OFF' && part.nextTestOn === payday)?.amount ?? 0n
    const key = owingKey(partyId, currency)
    const before = left.get(key)
    if (before !== undefined) left.set(key, { ...before, kept: before.kept + setOff })
  }
  return left
}

function memberOf(account: PayeeBalance | undefined): Pick<PartyPayable, 'role' | 'projectId'> {
  const role = account?.kind === 'partner' ? 'partner' : 'issuer'
  return { role, projectId: account?.scopeId ?? null }
}
