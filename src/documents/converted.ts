import type { Currency } from '../domain/money/currency.ts'
import { formatAmount } from '../domain/money/money.ts'
import { printable } from './fonts.ts'
import { formatDate, formatMoney, formatPlain, type Language } from './format.ts'

/** What was reported in another currency, in minor units of that, and the rate by which it became what counts. */
export type Converted = {
  currency: Currency
  net: bigint
  /** So many whole units of `rateTo` for one of `rateFrom`. */
  rateFrom: Currency
  rateTo: Currency
  rate: string
  source: string
  /** Since when it held: an instant in ISO 8601, and the same as a day and a time of day in the platform's zone. */
  at: string
  on: string
  time: string
}

const NO_BREAK = '\u00a0'

type Words = {
  rate: (rate: string, source: string, since: { date: string; time: string }) => string
  net: (net: string, rate: string) => string
  inside: (net: string, rate: string) => string
}

const WORDS: Record<Language, Words> = {
  en: {
    rate: (rate, source, { date, time }) => `${rate} (${source}, ${date} at ${time}, Paris time)`,
    net: (net, rate) => `Reported as ${net} net, converted once, at ${rate}.`,
    inside: (net, rate) => `${net} net at ${rate}`,
  },
  fr: {
    rate: (rate, source, { date, time }) => `${rate} (${source}, ${date} à ${time}, heure de Paris)`,
    net: (net, rate) => `Déclaré : ${net} nets, convertis une seule fois, à ${rate}.`,
    inside: (net, rate) => `${net} nets à ${rate}`,
  },
}

/** The amount as it was reported and the rate with its source and time, as a sentence. */
export function convertedSentence(converted: Converted, language: Language): string {
  return WORDS[language].net(reportedNet(converted, language), rateText(converted, language))
}

/** The same inside of a sentence: "USD 100.00 net at 1 EUR = 1.25 USD (…)". */
export function convertedInside(converted: Converted, language: Language): string {
  return WORDS[language].inside(reportedNet(converted, language), rateText(converted, language))
}

/** The same for programs: amounts and rates as decimal texts. */
export function convertedFigures({ currency, net, rateFrom, rateTo, rate, source, at }: Converted) {
  return {
    currency,
    net: formatAmount(net, currency),
    rate: { from: rateFrom, to: rateTo, rate, source, at },
  }
}

const reportedNet = ({ net, currency }: Converted, language: Language) => formatMoney(net, currency, language)

function rateText({ rateFrom, rateTo, rate, source, on, time }: Converted, language: Language): string {
  const told = `1${NO_BREAK}${rateFrom} = ${formatPlain(rate, language)}${NO_BREAK}${rateTo}`
  return WORDS[language].rate(told, printable(source, 60), { date: formatDate(on, language), time })
}
