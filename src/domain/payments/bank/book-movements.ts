import type { EntityManager } from '@mikro-orm/postgresql'
import type { Currency } from '../../money/currency.ts'
import { formatAmount } from '../../money/money.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import type { BankAccountRow } from './bank-accounts.ts'
import type { BankMovementReading } from './bank-reading.ts'
import { type KnownMoney, moneyKnown } from './money-known.ts'
import { moneyMoved } from './money-moved.ts'
import { twinsOf } from './twins.ts'
import { type WrittenMoney, writeMoney } from './write-money.ts'

/** Movements that a bank told of an account; `between`: the balances of the report in which they stand, if they do. */
export type Movements = {
  movements: readonly BankMovementReading[]
  account: BankAccountRow
  between: { opening: bigint; closing: bigint } | null
}

/**
 * The receipt or debit of each movement, in their order; those that were missing are written. Should somebody record
 * one of them by hand meanwhile, it is found in the next round. The caller holds the lock of the account. Refuses
 * BANK_ENTRY_IN_FUTURE, BANK_MOVEMENT_AMBIGUOUS, BANK_REFERENCE_REUSED.
 */
export async function bookMovements(
  em: EntityManager,
  { movements, account, between }: Movements,
  now: Date,
): Promise<{ ids: string[]; written: WrittenMoney[] }> {
  const today = dayOf(now, PLATFORM_ZONE)
  const early = movements.find(movement => movement.bookedOn > today)
  if (early !== undefined) throw refuse.BANK_ENTRY_IN_FUTURE({ ...early, today })
  const ids: string[] = []
  const written: WrittenMoney[] = []
  for (let missing = [...movements.keys()]; missing.length > 0; ) {
    const named = namesOf(
      missing.map(index => movements[index] as BankMovementReading),
      account,
      await moneyKnown(em, allNames(movements, account)),
    )
    await refuseTwins(
      em,
      { account, between },
      missing.flatMap((index, place) =>
        named[place]?.known === null ? [movements[index] as BankMovementReading] : [],
      ),
    )
    const fresh = await writeMoney(
      em,
      named.flatMap(each => (each.known === null ? each.money : [])),
      now,
    )
    written.push(...fresh)
    const before = missing.length
    const made = new Map(fresh.map(each => [keyOf(each), each.id]))
    for (const [place, { known, money }] of named.entries()) {
      const id = known ?? made.get(keyOf(money))
      if (id !== undefined) ids[missing[place] as number] = id
    }
    missing = missing.filter(index => ids[index] === undefined)
    if (missing.length === before)
      throw new Error('Movements of a bank report can neither be found nor written.')
  }
  return { ids, written }
}

/** Refuses BANK_MOVEMENT_AMBIGUOUS where a movement may be in the books under another name. */
async function refuseTwins(
  em: EntityManager,
  { account, between }: Pick<Movements, 'account' | 'between'>,
  movements: readonly BankMovementReading[],
): Promise<void> {
  const { id: bankAccountId, currency } = account
  const asked = movements.map(each => ({ ...moneyMoved(each, currency), namedByBank: each.namedByBank }))
  const [twin] = await twinsOf(em, { bankAccountId, between }, asked)
  if (twin === undefined) return
  const { line, amount, bookedOn } = movements[twin.place] as BankMovementReading
  const money = `${formatAmount(amount, currency)} ${currency}`
  throw refuse.BANK_MOVEMENT_AMBIGUOUS({ line, amount: money, bookedOn, report: twin.report })
}

/** Unique by account, report and entry. */
const fullName = ({ referenceInReport }: BankMovementReading, { iban }: BankAccountRow) =>
  `${iban}/${referenceInReport}`

const allNames = (movements: readonly BankMovementReading[], account: BankAccountRow) =>
  movements.flatMap(movement => [movement.reference, fullName(movement, account)])

/** A credit and the debit that takes it back may have one reference. */
const keyOf = ({ bankReference, amount }: { bankReference: string; amount: bigint }) =>
  `${amount > 0n ? 'credit' : 'debit'} ${bankReference}`

/**
 * Under which name each movement stands in the books, or is to stand. Where its reference names other money (some
 * banks use one twice, and two banks may use the same), its name is the full one. Refuses BANK_REFERENCE_REUSED when
 * that is taken, too.
 */
function namesOf(
  movements: readonly BankMovementReading[],
  account: BankAccountRow,
  all: readonly KnownMoney[],
) {
  const { currency } = account
  const known = new Map(all.map(each => [keyOf(each), each]))
  return movements.map(movement => {
    const money = moneyMoved(movement, currency)
    const own = { ...money, bankReference: fullName(movement, account) }
    const [first, second] = [known.get(keyOf(money)), known.get(keyOf(own))]
    if (first === undefined) return { money, known: null }
    if (isSame(first, movement, currency)) return { money, known: first.id }
    if (second === undefined) return { money: own, known: null }
    if (isSame(second, movement, currency)) return { money: own, known: second.id }
    throw refuse.BANK_REFERENCE_REUSED({
      reference: own.bankReference,
      recorded: factsOf(second),
      given: factsOf({ ...movement, currency }),
    })
  })
}

/** Money that was recorded by hand has the instant that somebody typed, so its day proves nothing. */
function isSame(known: KnownMoney, { amount, bookedOn }: BankMovementReading, currency: Currency): boolean {
  const day = known.bookedOn === null || known.bookedOn === bookedOn
  return known.amount === amount && known.currency === currency && day
}

function factsOf({ amount, currency, bookedOn }: Omit<KnownMoney, 'id' | 'bankReference'>): string {
  return `${formatAmount(amount, currency)} ${currency}${bookedOn === null ? '' : ` on ${bookedOn}`}`
}
