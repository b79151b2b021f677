import { PRECISION } from '../domain/money/allocate.ts'
import { type Currency, decimalsOf } from '../domain/money/currency.ts'
import { formatAmount, formatScaled } from '../domain/money/money.ts'

/** The languages our papers are written in. */
export type Language = 'en' | 'fr'

type Marks = { thousands: string; point: string }

const MARKS: Record<Language, Marks> = {
  en: { thousands: ',', point: '.' },
  fr: { thousands: '\u202f', point: ',' },
}

const NO_BREAK = '\u00a0'
const MINUS = '\u2212'

/** How much finer than the currency an amount for one share is written. */
const MORE_DECIMALS = 4

/** Signs that mean one currency only. A dollar has several: those are written with their code. */
const SIGNS: Partial<Record<Currency, string>> = { EUR: '€', GBP: '£' }

/** Minor units in words, where both languages have a word for them. */
const UNITS: Partial<Record<Currency, Record<Language, [one: string, many: string]>>> = {
  EUR: { en: ['cent', 'cents'], fr: ['centime', 'centimes'] },
  USD: { en: ['cent', 'cents'], fr: ['cent', 'cents'] },
}

const MONTHS: Record<Language, string[]> = {
  en: 'January February March April May June July August September October November December'.split(' '),
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
}

/** "€1,060.20" or "1 060,20 €"; a currency without a sign of its own shows its code: "KWD 1.234", "1,234 KWD". */
export function formatMoney(minor: bigint, currency: Currency, language: Language): string {
  const text = marked(formatAmount(minor < 0n ? -minor : minor, currency), currency, language)
  return minor < 0n ? `${MINUS}${text}` : text
}

/**
 * An amount for one share, given in 10^-18 of a minor unit: "€53.01", "€0.002857…". Never rounded: four decimals more than
 * the currency has, then an ellipsis when digits are left out.
 */
export function formatRate(units: bigint, currency: Currency, language: Language): string {
  const usual = decimalsOf(currency)
  const [whole = '', decimals = ''] = formatScaled(units < 0n ? -units : units, 18 + usual).split('.')
  const exact = !/[1-9]/.test(decimals.slice(usual + MORE_DECIMALS))
  const shown = decimals.slice(0, usual + MORE_DECIMALS)
  const digits = exact ? shown.replace(/0+$/, '').padEnd(usual, '0') : `${shown}…`
  const text = marked(digits === '' ? whole : `${whole}.${digits}`, currency, language)
  return units < 0n ? `${MINUS}${text}` : text
}

/** "7,000" or "7 000". */
export function formatCount(count: bigint, language: Language): string {
  return localize(`${count}`, language)
}

/** A plain decimal with all its digits: "1,234.5" or "1 234,5". */
export function formatPlain(decimal: string, language: Language): string {
  return localize(decimal, language)
}

/** A ratio of a contract as a part of a hundred when it is a decimal ("0.30" is "30%" or "30 %"), else as it is: "1/3". */
export function formatRatio(ratio: string, language: Language): string {
  const [, whole = '', decimals = ''] = /^(\d+)(?:\.(\d+))?$/.exec(ratio) ?? []
  if (whole === '') return ratio
  const shifted = `${whole}${decimals.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '')
  const rest = decimals.slice(2).replace(/0+$/, '')
  const digits = localize(rest === '' ? shifted : `${shifted}.${rest}`, language)
  return language === 'fr' ? `${digits}${NO_BREAK}%` : `${digits}%`
}

/**
 * A fraction of a minor unit, given in 10^-18 of it and written without its sign: "0.2857… cent". Never
 * rounded: when digits are left out, an ellipsis says so. Four decimals, more when those would all be zero.
 */
export function formatFraction(units: bigint, currency: Currency, language: Language): string {
  const size = units < 0n ? -units : units
  const [whole = '', decimals = ''] = formatScaled(size, 18).split('.')
  const shown = decimals.slice(0, Math.max(4, decimals.search(/[1-9]/) + 1))
  const digits = shown.replace(/0+$/, '')
  const exact = BigInt(decimals) === BigInt(shown.padEnd(18, '0'))
  const text = localize(exact && digits === '' ? whole : `${whole}.${exact ? digits : shown}`, language)
  return `${text}${exact ? '' : '…'}${NO_BREAK}${unitOf(size, currency, language)}`
}

/** "31 December 2008", "1er janvier 2009". Takes "2008-12-31". */
export function formatDate(date: string, language: Language): string {
  const { day, month, year } = parts(date, language)
  return `${day} ${month} ${year}`
}

/** Both days belong to it: "1 January to 31 December 2008", "du 1er janvier au 31 décembre 2008". */
export function formatPeriod(from: string, to: string, language: Language): string {
  const last = formatDate(to, language)
  if (from === to) return last
  const [a, b] = [parts(from, language), parts(to, language)]
  const needed =
    a.year !== b.year ? [a.day, a.month, a.year] : a.month !== b.month ? [a.day, a.month] : [a.day]
  const first = needed.join(' ')
  return language === 'fr' ? `du ${first} au ${last}` : `${first} to ${last}`
}

/** Where no word for the minor unit is known, it is named by its value: "0.2857… of KWD 0.001". */
function unitOf(size: bigint, currency: Currency, language: Language): string {
  const words = UNITS[currency]?.[language]
  if (!words) return `${language === 'fr' ? 'de' : 'of'} ${formatMoney(1n, currency, language)}`
  const many = language === 'fr' ? size >= 2n * PRECISION : size > PRECISION
  return words[many ? 1 : 0]
}

function parts(date: string, language: Language): { day: string; month: string; year: string } {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? []
  const name = MONTHS[language][Number(month) - 1]
  if (name === undefined || Number(day) < 1 || Number(day) > 31) {
    throw new Error(`A date on paper must be like 2008-12-31, not "${date}".`)
  }
  const number = `${Number(day)}`
  return { day: language === 'fr' && number === '1' ? '1er' : number, month: name, year }
}

function marked(plain: string, currency: Currency, language: Language): string {
  const digits = localize(plain, language)
  const sign = SIGNS[currency]
  const mark = sign ?? currency
  return language === 'fr' ? `${digits}${NO_BREAK}${mark}` : `${mark}${sign ? '' : NO_BREAK}${digits}`
}

function localize(plain: string, language: Language): string {
  const { thousands, point } = MARKS[language]
  const [whole = '', decimals] = plain.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands)
  return decimals === undefined ? grouped : `${grouped}${point}${decimals}`
}
