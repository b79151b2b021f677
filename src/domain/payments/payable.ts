import type { Currency } from '../money/currency.ts'
import type { AccountStop } from '../parties/payout-accounts/account-hold.ts'
import type { Language } from '../parties/people/party.ts'
import { offsetOf } from './offsets/offset-of.ts'
import { offsetRuleOf } from './offsets/offset-rules.ts'
import { type Facts, type PartCode, type PayableCode, WHY } from './payable-words.ts'
import { PAYOUT_RULES, type Rail } from './payout-rules.ts'
import { type PayoutTest, type Testing, testsBy } from './payout-tests.ts'

/** What a holder has in one currency over all projects, in minor units, and what is known about paying it out. */
export type HolderBalance = {
  currency: Currency
  balance: bigint
  /** The part of it from lines of which the levies are not known yet, and what is missing to find them. */
  held: bigint
  missing: readonly string[]
  /** What card payments of his hold, because they may still be charged back, and the day from which they do not. */
  card?: { amount: bigint; until: string }
  /** The rails that reach an account of his; none: no account is known. */
  rails: readonly Rail[]
  /** Why nothing leaves to that account, and the first day on which that ends by itself, if it does. */
  stop?: { code: AccountStop; until: string | null }
  /** What goes back to the bank accounts that paid, and what of it was sent before in vain. */
  refunds?: { promised: bigint; cameBack: bigint }
  /** What paid orders that ended, and nobody has given back yet. */
  toRefund?: bigint
  /** What he owes because card payments of his were taken back, whose money still lies there: it waits. */
  owes?: bigint
  /** What else he owes back, for whatever reason: it is set off against what leaves. */
  debt?: bigint
}

/** A part of a balance, why it leaves or stays, and when that is tested next; null when no test is to come. */
export type PayablePart = {
  code: PayableCode
  amount: bigint
  nextTestOn: string | null
  sentence: Record<Language, string>
}

/** Payable + held = balance = the sum of the parts. Minor units. */
export type Payable = {
  currency: Currency
  balance: bigint
  payable: bigint
  held: bigint
  parts: PayablePart[]
}

/**
 * What of a balance leaves with the next batch, and of each amount that stays the reason. The minimum is tested on all
 * that could leave, over all projects, and never on a dividend: a line is always posted in full. What goes back to who paid
 * has no minimum, and neither counts towards one.
 */
export function payableOf(
  has: HolderBalance,
  today: string,
  tests: Testing = testsBy(PAYOUT_RULES),
): Payable {
  const { balance, currency, refunds = NO_REFUNDS } = has
  const promised = smaller(refunds.promised, balance)
  const cameBack = smaller(refunds.cameBack, balance - promised)
  const held = smaller(has.held, balance - promised - cameBack)
  const card = smaller(has.card?.amount ?? 0n, balance - promised - cameBack - held)
  const toRefund = smaller(has.toRefund ?? 0n, balance - promised - cameBack - held - card)
  const left = balance - promised - cameBack - held - card - toRefund
  const owes = smaller(has.owes ?? 0n, left)
  const parts = [
    ...ifAny(left - owes, free => freeParts({ ...has, free }, today, tests)),
    ...ifAny(held, amount => [levyPart(has, amount, today, tests)]),
    ...ifAny(card, amount => [cardPart(has, amount, today, tests)]),
    ...ifAny(promised, amount => [plainPart('REFUND', currency, amount)]),
    ...ifAny(cameBack, amount => [plainPart('RETURNED', currency, amount)]),
    ...ifAny(toRefund, amount => [plainPart('REFUND_FIRST', currency, amount)]),
    ...ifAny(owes, amount => [plainPart('OWES', currency, amount)]),
  ].filter(part => part.amount > 0n)
  const payable = parts.reduce((sum, part) => sum + (LEAVES.includes(part.code) ? part.amount : 0n), 0n)
  return { currency, balance, payable, held: balance - payable, parts }
}

const ifAny = (amount: bigint, parts: (amount: bigint) => PayablePart[]) => (amount > 0n ? parts(amount) : [])

const NO_REFUNDS = { promised: 0n, cameBack: 0n }
/** The codes of what leaves. */
const LEAVES: readonly PayableCode[] = ['READY', 'REFUND']

const smaller = (one: bigint, other: bigint) => (one < other ? one : other)

/** What nothing holds: it leaves, and a part of it is set off, or it stays whole. */
function freeParts(has: Free, today: string, tests: Testing): PayablePart[] {
  const { currency, rails, free, stop } = has
  const stays = (code: PartCode, test: PayoutTest | undefined) => [testedPart(code, has, free, test)]
  const [first] = tests({ currency, rails: 'all' }, today)
  if (rails.length === 0) return stays('NO_ACCOUNT', first)
  if (stop !== undefined) {
    const from = stop.until !== null && stop.until > today ? stop.until : today
    return stays(stop.code, tests({ currency, rails }, from)[0])
  }
  const coming = tests({ currency, rails }, today)
  const reached = coming.find(test => free >= test.minimum)
  if (reached !== undefined) return leavingParts(has, reached)
  const lowest = coming.reduce<PayoutTest | undefined>(
    (low, test) => (low === undefined || test.minimum < low.minimum ? test : low),
    undefined,
  )
  return stays(lowest === undefined ? 'NO_PAYOUT_RULE' : 'BELOW_MINIMUM', lowest)
}

type Free = HolderBalance & { free: bigint }

/** The minimum is reached by what leaves before anything is set off. */
function leavingParts(has: Free, test: PayoutTest): PayablePart[] {
  const { currency, free, debt = 0n } = has
  const setOff = offsetOf(free, debt, offsetRuleOf(currency, test.on))
  const parts = [testedPart('READY', has, free - setOff, test)]
  return setOff === 0n ? parts : [...parts, testedPart('SET_OFF', has, setOff, test)]
}

function testedPart(code: PartCode, has: Free, amount: bigint, test: PayoutTest | undefined): PayablePart {
  const { currency, debt = 0n } = has
  const on = test?.on ?? null
  const facts = { currency, amount, minimum: test?.minimum ?? 0n, on, missing: [], owed: debt }
  return partOf(code, facts)
}

/** A part of a balance, and why. Its sentence is written when it is read: who asks for a whole crowd reads none. */
export function partOf(code: PartCode, facts: Facts): PayablePart {
  return {
    code,
    amount: facts.amount,
    nextTestOn: facts.on,
    get sentence() {
      return WHY[code](facts)
    },
  }
}

function levyPart(
  { currency, missing }: HolderBalance,
  amount: bigint,
  today: string,
  tests: Testing,
): PayablePart {
  const [test] = tests({ currency, rails: 'all' }, today)
  const on = test?.on ?? null
  return partOf('NO_LEVY_RULE', { currency, amount, minimum: 0n, on, missing })
}

/** What waits for no test. */
function plainPart(
  code: 'REFUND' | 'RETURNED' | 'REFUND_FIRST' | 'OWES',
  currency: Currency,
  amount: bigint,
): PayablePart {
  return partOf(code, { currency, amount, minimum: 0n, on: null, missing: [] })
}

/** It is tested on the first day on which nothing holds it any more. */
function cardPart(
  { currency, card }: HolderBalance,
  amount: bigint,
  today: string,
  tests: Testing,
): PayablePart {
  const from = card !== undefined && card.until > today ? card.until : today
  const [test] = tests({ currency, rails: 'all' }, from)
  const on = test?.on ?? null
  return partOf('CARD_HOLD', { currency, amount, minimum: 0n, on, missing: [] })
}
