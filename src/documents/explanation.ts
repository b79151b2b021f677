import { PRECISION } from '../domain/money/allocate.ts'
import type { Currency } from '../domain/money/currency.ts'
import { type Exact, formatExact, round, ZERO } from '../domain/money/fraction.ts'
import { carried } from './carried.ts'
import { type Converted, convertedInside } from './converted.ts'
import { exactMoney, signedMoney } from './exact-money.ts'
import { EXPLANATION_WORDS, type ExplanationWords } from './explanation-words.ts'
import {
  formatCount,
  formatDate,
  formatFraction,
  formatMoney,
  formatPeriod,
  formatRatio,
  type Language,
} from './format.ts'
import { type Income, incomeName, levyName, missingName } from './levy-words.ts'

/** One part of a rounded division. Fractions in 10^-18 of a minor unit. */
type Part = {
  shared: bigint
  weight: Exact
  weights: Exact
  share: bigint
  adjusted: bigint
  before: bigint
  most: bigint | null
  isCapped: boolean
  settled: bigint
  amount: bigint
  after: bigint
}

/** What an amount follows from, ready to be told. Amounts are minor units of one currency. */
export type ExplanationData = {
  currency: Currency
  recordDate: string
  paidOn: string
  rules: {
    contractVersion: number
    method: string
    rounding: 'carry' | 'largestRemainder' | 'firstListed' | 'toReserve'
    weighsBy: 'recordDate' | 'shareDays'
    income: Income | null
    cap: string | null
  }
  revenue: readonly { from: string; to: string; gross: bigint; deductions: bigint }[]
  /** Which of it was reported in another currency. */
  conversions: readonly Converted[]
  tiers: readonly {
    name: string
    prior: Exact
    taken: Exact
    target: Exact | null
    ratio: Exact
    toClass: Exact
  }[]
  due: Exact
  pool: Part
  line: Part
  paidIn: bigint
  received: bigint
  capital: bigint
  levies: readonly { code: string; ratio: string; base: bigint; amount: bigint }[] | null
  held: string | null
  release: {
    on: string
    levies: readonly { code: string; ratio: string; base: bigint; amount: bigint }[]
    net: bigint
  } | null
  net: bigint
}

type Telling = {
  data: ExplanationData
  words: ExplanationWords
  language: Language
  money: (minor: bigint) => string
}

/** How an amount came about, in at most twelve plain sentences, from the reported revenue down to the net. */
export function explain(data: ExplanationData, language: Language): string[] {
  const money = (minor: bigint) => formatMoney(minor, data.currency, language)
  const telling = { data, words: EXPLANATION_WORDS[language], language, money }
  return [
    revenueOf(telling),
    ...tiersOf(telling),
    ...correctionsOf(telling),
    telling.words.pool(exactly(telling, data.due), money(data.pool.amount), isCorrected(data)),
    shareOf(telling),
    ...fractionsOf(telling),
    ...taxOf(telling),
    telling.words.net(money(data.net), formatDate(data.paidOn, language), {
      version: `${data.rules.contractVersion}`,
      method: data.rules.method,
    }),
  ]
}

function revenueOf({ data, words, language, money }: Telling): string {
  const { revenue, conversions } = data
  // ISO dates: the order of the text is the order of the days.
  const first =
    revenue
      .map(row => row.from)
      .toSorted()
      .at(0) ?? data.recordDate
  const last =
    revenue
      .map(row => row.to)
      .toSorted()
      .at(-1) ?? data.recordDate
  const period = formatPeriod(first, last, language)
  const gross = revenue.reduce((total, row) => total + row.gross, 0n)
  const deductions = revenue.reduce((total, row) => total + row.deductions, 0n)
  const converted = words.converted(conversions.map(each => convertedInside(each, language)).join('; '))
  const reported = conversions.length === 0 ? '' : converted
  if (deductions === 0n) return words.revenue(period, money(gross), reported)
  return words.revenueLess(period, money(gross), {
    deductions: money(deductions),
    net: money(gross - deductions),
    reported,
  })
}

const isCorrected = ({ pool, line }: ExplanationData) => pool.adjusted !== 0n || line.adjusted !== 0n

function correctionsOf(telling: Telling): string[] {
  const { data, words } = telling
  if (!isCorrected(data)) return []
  const signed = (units: bigint) => signedMoney(units, data.currency, telling.language)
  return [words.corrected(signed(data.pool.adjusted), signed(data.line.adjusted))]
}

/**
 * At most two tiers of the class in a sentence each (one where corrections need a sentence), more of them in one; and one
 * about all the others.
 */
function tiersOf(telling: Telling): string[] {
  const { data, words } = telling
  const took = data.tiers.filter(tier => !tier.taken.equals(ZERO))
  const own = took.filter(tier => !tier.toClass.equals(ZERO))
  const others = took.filter(tier => tier.toClass.equals(ZERO))
  const list = (tiers: typeof took, amount: (tier: (typeof took)[number]) => Exact) =>
    tiers.map(tier => words.named(words.quoted(tier.name), exactly(telling, amount(tier)))).join(', ')
  return [
    ...(others.length === 0 ? [] : [words.otherTiers(list(others, tier => tier.taken))]),
    ...(own.length > (isCorrected(data) ? 1 : 2)
      ? [words.tiers(list(own, tier => tier.toClass))]
      : own.map(tier => tierOf(telling, tier))),
  ]
}

function tierOf(telling: Telling, tier: ExplanationData['tiers'][number]): string {
  const { words, language } = telling
  const { name, prior, taken, target } = tier
  const [quoted, took] = [words.quoted(name), exactly(telling, taken)]
  const of = { ratio: partOf(tier.ratio, language), toClass: exactly(telling, tier.toClass) }
  if (target === null || !prior.add(taken).equals(target)) return words.tier(quoted, took, of)
  return words.tierReached(quoted, took, { ...of, target: exactly(telling, target) })
}

function shareOf({ data, words, language, money }: Telling): string {
  const { line, rules, paidIn, received } = data
  if (line.isCapped) {
    const most = { received: money(received), most: money(line.most ?? 0n) }
    return words.capped(rules.cap ?? '', money(paidIn), most)
  }
  const count = (weight: Exact) => formatCount(round(weight, 'down'), language)
  const share = exactMoney(line.share, data.currency, language)
  const told = { share, isCorrected: isCorrected(data) }
  if (rules.weighsBy === 'shareDays') return words.shareDays(count(line.weight), count(line.weights), told)
  const of = { all: count(line.weights), capped: rules.cap !== null, ...told }
  return words.shares(formatDate(data.recordDate, language), count(line.weight), of)
}

/** What became of the fraction: what was owed, what settling gave or took, what is owed now. */
function fractionsOf({ data, words, language }: Telling): string[] {
  const { line, rules, currency } = data
  const { settled, before, after } = line
  const units = formatFraction(settled * PRECISION, currency, language)
  const moved = settled === 0n ? [] : [settled > 0n ? words.settledUp(units) : words.settledDown(units)]
  if (rules.rounding !== 'carry') return [...moved, words.rounded[rules.rounding]]
  const [first, last] = carried({ carryBefore: before, carryAfter: after }, currency, language)
  return last === undefined ? [...moved, first] : [first, ...moved, last]
}

function taxOf(telling: Telling): string[] {
  const { data, words, language, money } = telling
  const { rules, line, capital, levies, held } = data
  if (rules.income === null || levies === null) return [words.noLevies]
  const of = { rest: money(line.amount - capital), income: incomeName(rules.income, language) }
  const parted = capital === 0n ? [] : [words.capital(money(line.amount), money(capital), of)]
  if (held !== null) return [...parted, ...heldOf(telling, missingName(held, language))]
  if (levies.length === 0) return parted
  return [...parted, words.levies(formatDate(data.paidOn, language), leviesText(telling, levies))]
}

function heldOf(telling: Telling, missing: string): string[] {
  const { data, words, language, money } = telling
  if (data.release === null) return [words.held(missing)]
  const { on, levies, net } = data.release
  const list = levies.length === 0 ? null : leviesText(telling, levies)
  return [words.wasHeld(missing, { date: formatDate(on, language), list, net: money(net) })]
}

type ToldLevies = NonNullable<ExplanationData['levies']>

function leviesText({ words, language, money }: Telling, levies: ToldLevies): string {
  return levies
    .map(({ code, ratio, base, amount }) => {
      const of = { base: money(base), amount: money(amount) }
      return words.levy(levyName(code, language), formatRatio(ratio, language), of)
    })
    .join('; ')
}

function exactly({ data: { currency }, language }: Telling, value: Exact): string {
  return exactMoney(round(value.mul(PRECISION), 'down'), currency, language)
}

/** A ratio as a part of a hundred where that has few digits, else as it is: "30%", "1/3". */
function partOf(ratio: Exact, language: Language): string {
  const hundredths = ratio.mul(10_000n)
  if (hundredths.d !== 1n) return formatExact(ratio)
  const digits = round(hundredths, 'down').toString().padStart(5, '0')
  return formatRatio(`${digits.slice(0, -4)}.${digits.slice(-4)}`, language)
}
