import type { EntityManager } from '@mikro-orm/postgresql'
import type { Currency } from '../money/currency.ts'
import { bankDay, sendBy } from '../payments/payouts/cut-off.ts'
import { disputedOfProjects } from '../shares/cards/disputed-of-projects.ts'
import { businessDayBefore } from '../time/business-days.ts'
import { addDays } from '../time/calendar.ts'
import { type Destination, destinationsOf } from './destinations.ts'
import { holderPayables } from './holder-lines.ts'
import { disputedOf } from './member-payables.ts'
import { owingOf } from './owing.ts'
import {
  type Credit,
  creditsByKind,
  legsOnTheirWay,
  type OnItsWay,
  type PayeeBalance,
  payeeBalances,
  withheldSince,
} from './payee-balances.ts'
import { linesOfHolder, linesOfLevy, linesOfMember, linesOfPlatform } from './payee-lines.ts'
import { ratesFor } from './rates-for.ts'
import { liabilityOf, PLATFORMS } from './run-groups.ts'
import type { RunLine } from './run-line.ts'
import { type RunTotal, totalOf } from './run-totals.ts'
import { shortOf } from './short-of.ts'
import { pairsOf, withConversions } from './with-conversions.ts'
import { type Owing, withOffsets } from './with-offsets.ts'
import { leavesIn, potOf, withinFunds } from './within-funds.ts'

/** Who is paid on a day, and who is not and why. Minor units. */
export type PayRun = {
  date: string
  /** The bank must have the batch before this instant. */
  sendBy: Date
  lines: RunLine[]
  onTheirWay: OnItsWay[]
  totals: RunTotal[]
}

/**
 * Who is paid on a bank business day, as things stand now: every account of a payee, by what leaves or stays and why. The
 * lines and what is on its way add up to the liability. A holder is tested by the rules of the days since the business day
 * before. Read inside one snapshot it is true at one instant. Refuses PAYOUT_DAY_CLOSED.
 */
export async function payRun(em: EntityManager, date: string, now: Date): Promise<PayRun> {
  const last = sendBy(bankDay(date))
  const credits = await creditsByKind(em)
  const currencies = [...new Set(credits.map(each => each.currency))].toSorted()
  const owing = await owingOf(em, null)
  const destinations = await destinationsOf(em, null, now)
  const lines = [
    ...(await linesOfAccounts(em, { date, destinations, owing }, now)),
    ...currencies.flatMap(currency =>
      linesOfPlatform(currency, platformsPart(credits, currency), destinations),
    ),
  ]
  const netted = withOffsets(lines, owing, date)
  const rates = await ratesFor(em, pairsOf(netted, destinations), now)
  const converted = withConversions(netted, destinations, rates)
  const paidIn = [...new Set([...currencies, ...converted.map(leavesIn)])].toSorted()
  const pots = new Map(
    paidIn.map(currency => [currency, potOf(credits, currency, shortOf(owing, currency))] as const),
  )
  const told = withinFunds(converted, pots)
  const totals = [...pots].map(([currency, pot]) => {
    return { liability: liabilityOf(credits, currency), ...totalOf(told, currency, pot) }
  })
  return { date, sendBy: last, lines: told, onTheirWay: await legsOnTheirWay(em), totals }
}

type Known = {
  date: string
  destinations: ReadonlyMap<string, Destination>
  owing: ReadonlyMap<string, Owing>
}

async function linesOfAccounts(
  em: EntityManager,
  { date, destinations, owing }: Known,
  now: Date,
): Promise<RunLine[]> {
  const balances = await payeeBalances(em, null)
  const of = (...kinds: PayeeBalance['kind'][]) => balances.filter(each => kinds.includes(each.kind))
  const testedFrom = addDays(businessDayBefore(date), 1)
  const asked = { partyId: null, balances: of('holder'), destinations, owing, testedFrom }
  const holders = await holderPayables(em, asked, now)
  const disputes = await disputedOfProjects(em)
  const withheld = await withheldSince(em, `${date.slice(0, 8)}01`)
  return [
    ...holders.flatMap(holder => linesOfHolder(holder, date, destinations)),
    ...of('issuer', 'partner').flatMap(held => linesOfMember(held, disputedOf(held, disputes), destinations)),
    ...of('levy').flatMap(held => linesOfLevy(held, withheld.get(held.id) ?? 0n, destinations)),
  ]
}

const platformsPart = (credits: readonly Credit[], currency: Currency) =>
  credits
    .filter(each => each.currency === currency && PLATFORMS.includes(each.kind))
    .reduce((sum, each) => sum + each.credit, 0n)
