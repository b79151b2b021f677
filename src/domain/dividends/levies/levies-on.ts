import type { Currency } from '../../money/currency.ts'
import { divide, type Exact, parseRatio } from '../../money/fraction.ts'
import type { IncomeKind } from '../../offerings/terms/contract-terms.ts'
import type { TaxFacts } from '../../parties/tax/tax-facts.ts'
import { waives } from '../../parties/tax/waives.ts'
import { LEVY_RULES, type LevyRule, rulesFor, type TaxStanding } from './levy-rules.ts'
import { isCooperative, TAX_STATES, type TaxStates } from './tax-states.ts'

/** One holder's line. Minor units, signed; `capital` is the part that is return of capital and not taxed. */
export type TaxedLine = {
  gross: bigint
  capital: bigint
  currency: Currency
  income: IncomeKind
  /** The day the net is credited, in the platform's zone. */
  paidOn: string
}

/** What is known of the holder. */
export type TaxedHolder = Pick<TaxFacts, 'kind' | 'residence' | 'waivers'>

/** One levy on one line, as it is kept: the ratio that was applied ("0" when waived or exempt), of what, and why. */
export type Levy = { code: string; ratio: string; base: bigint; amount: bigint; source: string }

/** Gross = net + the amounts of the levies, exactly. */
export type Levied = { levies: Levy[]; net: bigint }

/** What the law is taken from; tests bring their own. */
export type Law = { rules: readonly LevyRule[]; states: readonly TaxStates[] }

/** A rule as it is applied: the ratio is 0 where it is waived. */
export type AppliedRule = Pick<Levy, 'code' | 'ratio' | 'source'>

/** The law this engine knows. */
export const KNOWN_LAW: Law = { rules: LEVY_RULES, states: TAX_STATES }

/**
 * The rules for what is paid to a holder on a day, whatever the amount. An exemption is a rule of 0. Where something is
 * not known the answer says what is `missing`: no rule is not 0 %.
 */
export function rulesOn(
  paid: Omit<TaxedLine, 'gross' | 'capital'>,
  holder: TaxedHolder,
  law: Law = KNOWN_LAW,
): { rules: AppliedRule[] } | { missing: string } {
  if (paid.currency !== 'EUR') return { missing: `a levy rule for amounts in ${paid.currency}` }
  if (holder.residence === null) return { missing: 'the tax residence of the holder' }
  const { country } = holder.residence
  const standing = standingOf(holder.residence, paid.paidOn, law.states)
  if (standing === null) return { missing: `whether ${country} was an uncooperative state on ${paid.paidOn}` }
  const rules = rulesFor({ ...paid, standing, holder: holder.kind }, law.rules)
  if (rules.length > 0) return { rules: rules.map(rule => applied(rule, paid, holder)) }
  const proof = standing === 'abroadUnproved' ? ' without proof of it' : ''
  const who = `a ${holder.kind} resident in ${country}${proof}`
  return { missing: `a levy rule for ${paid.income} paid on ${paid.paidOn} to ${who}` }
}

/**
 * The levies on a line by the rules of its payment date, each rounded half up from the line without its capital. An
 * exemption and a waived levy are levies of 0. A line that is all capital asks for no rule. A negative line is given
 * back by `leviesBack`.
 */
export function leviesOn(
  line: TaxedLine,
  holder: TaxedHolder,
  law: Law = KNOWN_LAW,
): Levied | { missing: string } {
  const base = baseOf(line)
  if (base === 0n) return { levies: [], net: line.gross }
  if (base < 0n) return { missing: 'the ratios stored on the lines that a negative amount corrects' }
  const found = rulesOn(line, holder, law)
  return 'missing' in found ? found : levied(line, found.rules)
}

/**
 * Gives levies back on a negative line, at the ratios that stand on the line it corrects, whatever the rules of its
 * own day say: taking a whole line back leaves nothing of its levies.
 */
export function leviesBack(
  line: Pick<TaxedLine, 'gross' | 'capital'>,
  corrected: readonly AppliedRule[],
): Levied {
  if (line.gross > 0n) throw new Error(`Levies are given back on a negative line, not on ${line.gross}.`)
  return levied(line, corrected)
}

type Amounts = Pick<TaxedLine, 'gross' | 'capital'>

/** What is taxed of a line. Its capital is a part of it, of its sign. */
function baseOf({ gross, capital }: Amounts): bigint {
  const within = gross < 0n ? gross <= capital && capital <= 0n : 0n <= capital && capital <= gross
  if (!within) throw new Error(`Capital of ${capital} is no part of a line of ${gross}.`)
  return gross - capital
}

function standingOf(
  { country, provedOn }: NonNullable<TaxedHolder['residence']>,
  day: string,
  states: readonly TaxStates[],
): TaxStanding | null {
  if (country === 'FR') return 'france'
  const cooperative = isCooperative(country, day, states)
  if (cooperative === null) return null
  if (!cooperative) return 'uncooperative'
  return provedOn !== null && provedOn <= day ? 'abroad' : 'abroadUnproved'
}

function applied(
  rule: LevyRule,
  line: Pick<TaxedLine, 'income' | 'paidOn'>,
  holder: TaxedHolder,
): AppliedRule {
  const waiver = rule.waivable && holder.waivers.find(each => waivesLine(each, line))
  if (!waiver) return { code: rule.code, ratio: rule.ratio, source: rule.source }
  return {
    code: rule.code,
    ratio: '0',
    source: `${rule.source}; waived by the statement of ${waiver.receivedOn}`,
  }
}

function waivesLine(
  { income, receivedOn }: TaxedHolder['waivers'][number],
  line: Pick<TaxedLine, 'income' | 'paidOn'>,
): boolean {
  return income === line.income && waives(receivedOn, line.paidOn)
}

function levied(line: Amounts, all: readonly AppliedRule[]): Levied {
  const base = baseOf(line)
  const levies = all.map(rule => ({ ...rule, base, amount: levyOf(base, rule.ratio) }))
  return { levies, net: levies.reduce((net, levy) => net - levy.amount, line.gross) }
}

/** One levy of a base: rounded half up to the minor unit, away from zero on either side of it. */
export function levyOf(base: bigint, ratio: string): bigint {
  const { n, d } = ratioOf(ratio)
  return divide(base * n, d, 'halfUp')
}

/** The few ratios there are, read once: a run has a million lines. */
const RATIOS = new Map<string, Exact>()

function ratioOf(text: string): Exact {
  const ratio = RATIOS.get(text) ?? parseRatio(text)
  RATIOS.set(text, ratio)
  return ratio
}
