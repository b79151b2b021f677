import type { Currency } from '../money/currency.ts'
import { parseAmount } from '../money/money.ts'
import type { AccountStop } from '../parties/payout-accounts/account-hold.ts'
import type { Language } from '../parties/people/party.ts'
import { addBusinessDays, isBusinessDay } from '../time/business-days.ts'
import { offsetOf } from './offsets/offset-of.ts'
import { offsetRuleOf } from './offsets/offset-rules.ts'
import { type PartCode, type PayableCode, WHY } from './payable-words.ts'
import { nextTest, PAYOUT_RULES, type PayoutRule, type Rail } from './payout-rules.ts'

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
  rules: readonly PayoutRule[] = PAYOUT_RULES,
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
    ...freeParts({ ...has, free: left - owes }, today, rules),
    levyPart(has, held, today, rules),
    cardPart(has, card, today, rules),
    plainPart('REFUND', currency, promised),
    plainPart('RETURNED', currency, cameBack),
    plainPart('REFUND_FIRST', currency, toRefund),
    plainPart('OWES', currency, owes),
  ]
  const there = parts.filter(part => part.amount > 0n)
  const payable = there.reduce((sum, part) => sum + (LEAVES.includes(part.code) ? part.amount : 0n), 0n)
  return { currency, balance, payable, held: balance - payable, parts: there }
}

const NO_REFUNDS = { promised: 0n, cameBack: 0n }
/** The codes of what leaves. */
const LEAVES: readonly PayableCode[] = ['READY', 'REFUND']

const smaller = (one: bigint, other: bigint) => (one < other ? one : other)

type Test = { minimum: bigint; on: string }

/** The next test by each rule for a currency by these rails, the earliest first: on a day on which banks pay. */
function testsOf(
  { currency, rails }: { currency: Currency; rails: readonly Rail[] | 'all' },
  today: string,
  rules: readonly PayoutRule[],
): Test[] {
  return rules
    .filter(rule => rule.currency === currency && (rails === 'all' || rails.includes(rule.rail)))
    .flatMap(rule => {
      const on = nextTest(rule, today)
      return on === null ? [] : [{ minimum: parseAmount(rule.minimum, currency), on: onBankDay(on) }]
    })
    .toSorted((a, b) => (a.on < b.on || (a.on === b.on && a.minimum < b.minimum) ? -1 : 1))
}

/** What nothing holds: it leaves, and a part of it is set off, or it stays whole. */
function freeParts(has: Free, today: string, rules: readonly PayoutRule[]): PayablePart[] {
  const { currency, rails, free, stop } = has
  const stays = (code: PartCode, test: Test | undefined) => [testedPart(code, has, free, test)]
  const [first] = testsOf({ currency, rails: 'all' }, today, rules)
  if (rails.length === 0) return stays('NO_ACCOUNT', first)
  if (stop !== undefined) {
    const from = stop.until !== null && stop.until > today ? stop.until : today
    return stays(stop.code, testsOf({ currency, rails }, from, rules)[0])
  }
  const tests = testsOf({ currency, rails }, today, rules)
  const reached = tests.find(test => free >= test.minimum)
  if (reached !== undefined) return leavingParts(has, reached)
  const lowest = tests.reduce<Test | undefined>(
    (low, test) => (low === undefined || test.minimum < low.minimum ? test : low),
    undefined,
  )
  return stays(lowest === undefined ? 'NO_PAYOUT_RULE' : 'BELOW_MINIMUM', lowest)
}

type Free = HolderBalance & { free: bigint }

/** The minimum is reached by what leaves before anything is set off. */
function leavingParts(has: Free, test: Test): PayablePart[] {
  const { currency, free, debt = 0n } = has
  const setOff = offsetOf(free, debt, offsetRuleOf(currency, test.on))
  const parts = [testedPart('READY', has, free - setOff, test)]
  return setOff === 0n ? parts : [...parts, testedPart('SET_OFF', has, setOff, test)]
}

function testedPart(code: PartCode, has: Free, amount: bigint, test: Test | undefined): PayablePart {
  const { currency, debt = 0n } = has
  const on = test?.on ?? null
  const facts = { currency, amount, minimum: test?.minimum ?? 0n, on, missing: [], owed: debt }
  return { code, amount, nextTestOn: on, sentence: WHY[code](facts) }
}

/** A day off is tested on the business day after it. */
const onBankDay = (day: string) => (isBusinessDay(day) ? day : addBusinessDays(day, 1))

function levyPart(
  { currency, missing }: HolderBalance,
  amount: bigint,
  today: string,
  rules: readonly PayoutRule[],
): PayablePart {
  const [test] = testsOf({ currency, rails: 'all' }, today, rules)
  const on = test?.on ?? null
  const sentence = WHY.NO_LEVY_RULE({ currency, amount, minimum: 0n, on, missing })
  return { code: 'NO_LEVY_RULE', amount, nextTestOn: on, sentence }
}

/** What waits for no test. */
function plainPart(
  code: 'REFUND' | 'RETURNED' | 'REFUND_FIRST' | 'OWES',
  currency: Currency,
  amount: bigint,
): PayablePart {
  const sentence = WHY[code]({ currency, amount, minimum: 0n, on: null, missing: [] })
  return { code, amount, nextTestOn: null, sentence }
}

/** It is tested on the first day on which nothing holds it any more. */
function cardPart(
  { currency, card }: HolderBalance,
  amount: bigint,
  today: string,
  rules: readonly PayoutRule[],
): PayablePart {
  const from = card !== undefined && card.until > today ? card.until : today
  const [test] = testsOf({ currency, rails: 'all' }, from, rules)
  const on = test?.on ?? null
  const sentence = WHY.CARD_HOLD({ currency, amount, minimum: 0n, on, missing: [] })
  return { code: 'CARD_HOLD', amount, nextTestOn: on, sentence }
}
