import { PRECISION } from '../domain/money/allocate.ts'
import { exact, formatExact } from '../domain/money/fraction.ts'
import { formatAmount, formatScaled } from '../domain/money/money.ts'
import type { ExplanationData } from './explanation.ts'

/** A figure of a derivation: what it is, and its value as plain digits. */
export type ExplainedFigure = [label: string, value: string]

/**
 * The figures by which somebody can compute an amount again, in order and without rounding: amounts in the currency, exact
 * dues and fractions in minor units.
 */
export function explainedFigures(data: ExplanationData): ExplainedFigure[] {
  const money = (minor: bigint) => formatAmount(minor, data.currency)
  const levies = (data.levies ?? []).map(({ code, ratio, base, amount }): ExplainedFigure => {
    return [`${code}: ${ratio} of ${money(base)}`, money(-amount)]
  })
  return [
    ...data.conversions.map(({ currency, net, rateFrom, rateTo, rate, source, at }): ExplainedFigure => {
      const told = `1 ${rateFrom} = ${rate} ${rateTo}, ${source}, ${at}`
      return [`reported in ${currency}, converted at ${told}`, formatAmount(net, currency)]
    }),
    ...data.revenue.map(({ from, to, gross, deductions }): ExplainedFigure => {
      return [`revenue ${from} to ${to}, less deductions`, money(gross - deductions)]
    }),
    ...data.tiers.map(({ name, taken, ratio, toClass }): ExplainedFigure => {
      return [`tier ${name}: ${formatExact(taken)} × ${formatExact(ratio)}`, formatExact(toClass)]
    }),
    ['due to the class', formatExact(data.due)],
    ...portionFigures('pool', data.pool, money),
    ...portionFigures('line', data.line, money),
    ['of it repayment', money(data.capital)],
    ...levies,
    ['net', money(data.net)],
    ...lateFigures(data.release, money),
  ]
}

function lateFigures(
  release: ExplanationData['release'],
  money: (minor: bigint) => string,
): ExplainedFigure[] {
  if (release === null) return []
  const { on, levies, net } = release
  return [
    ...levies.map(({ code, ratio, base, amount }): ExplainedFigure => {
      return [`${code}, withheld on ${on}: ${ratio} of ${money(base)}`, money(-amount)]
    }),
    ['net of what was withheld late', money(net)],
  ]
}

function portionFigures(
  name: string,
  portion: ExplanationData['pool'],
  money: (minor: bigint) => string,
): ExplainedFigure[] {
  const { shared, weight, weights, share, adjusted, before, most, settled, amount, after } = portion
  const units = (value: bigint) => formatScaled(value, 18)
  const division = `${name}: ${formatExact(exact(shared).div(exact(PRECISION)))} × ${formatExact(weight)} ÷ ${formatExact(weights)}`
  return [
    [division, units(share)],
    ...(adjusted === 0n ? [] : [[`${name}: corrections`, units(adjusted)] as ExplainedFigure]),
    [`${name}: carried from the run before`, units(before)],
    ...(most === null ? [] : [[`${name}: at most`, money(most)] as ExplainedFigure]),
    [`${name}: units by settling`, `${settled}`],
    [`${name}: amount`, money(amount)],
    [`${name}: carried to the next run`, units(after)],
  ]
}
