import type { Levied, TaxedHolder, TaxedLine } from '../../../../src/domain/dividends/levies/levies-on.ts'
import { formatAmount, parseAmount } from '../../../../src/domain/money/money.ts'

export const cents = (text: string) => parseAmount(text, 'EUR')
export const euros = (minor: bigint) => formatAmount(minor, 'EUR')

/** 1,000.00 EUR of dividend in 2026. */
export const line = (changes: Partial<TaxedLine> = {}): TaxedLine => ({
  gross: cents('1000.00'),
  capital: 0n,
  currency: 'EUR',
  income: 'dividend',
  paidOn: '2026-06-30',
  ...changes,
})

type Given = { country?: string; provedOn?: string | null; kind?: 'person' | 'firm' }

/** A person in France. */
export const holder = (given: Given = {}, waivers: TaxedHolder['waivers'] = []): TaxedHolder => {
  const { country = 'FR', provedOn = null, kind = 'person' } = given
  const residence = { country, provedOn, evidence: null, declaredAt: new Date(0) }
  return { kind, residence, waivers }
}

/** A statement received on a day. */
export const waiver = (receivedOn: string, income: 'dividend' | 'interest' = 'dividend') => ({
  year: Number(receivedOn.slice(0, 4)) + 1,
  income,
  receivedOn,
  evidence: null,
})

/** What was withheld, as a case writes it. */
export function shown(levied: Levied | { missing: string }) {
  if ('missing' in levied) return levied
  const levies = Object.fromEntries(levied.levies.map(({ code, amount }) => [code, euros(amount)]))
  return { levies, net: euros(levied.net) }
}

/** What must be known. */
export const done = (levied: Levied | { missing: string }): Levied => {
  if ('missing' in levied) throw new Error(levied.missing)
  return levied
}
