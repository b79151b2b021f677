import { isCurrency } from '../../domain/money/currency.ts'

/** What a cell may hold: how it is read (null: it does not hold that), and what is expected, for whoever wrote it. */
export type Form = { expects: string; read(text: string): string | null }

const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u

const text = (longest: number) => (cell: string) => {
  const told = cell.normalize('NFC')
  return told.length > longest || CONTROL.test(told) ? null : told
}

const matching = (pattern: RegExp) => (cell: string) => (pattern.test(cell) ? cell : null)

const oneOf = (...words: string[]): Form => ({
  expects: `one of ${words.join(', ')}`,
  read: cell => (words.includes(cell) ? cell : null),
})

/** The name a platform gave something: compared letter by letter. */
export const REFERENCE: Form = { expects: 'a reference of 1 to 100 letters on one line', read: text(100) }

export const NAME: Form = { expects: 'a name of 1 to 200 letters on one line', read: text(200) }

const ADDRESS =
  /^[^\s@"<>(),;:\\[\]\p{Cc}]{1,64}@[^\s@"<>(),;:\\[\]\p{Cc}]{1,190}\.[^\s@"<>(),;:\\[\]\p{Cc}.]{2,63}$/u

export const EMAIL: Form = {
  expects: 'a mail address',
  read: cell => matching(ADDRESS)(cell.normalize('NFC')),
}

export const COUNTRY: Form = {
  expects: 'a country as two capital letters, such as FR',
  read: matching(/^[A-Z]{2}$/),
}

export const CURRENCY: Form = {
  expects: 'the code of a currency we keep books in, such as EUR',
  read: cell => (isCurrency(cell) ? cell : null),
}

export const PARTY_KIND = oneOf('person', 'firm')
export const LANGUAGE = oneOf('en', 'fr')

export const RECIPIENT: Form = {
  expects: 'holder, issuer, platform, or partner: with its code, such as partner:label',
  read: matching(/^(holder|issuer|platform|partner:[\w-]{1,40})$/),
}

const UUID = /^(?:Project:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export const PROJECT: Form = {
  expects: 'the id of a project here, such as the API gives it: Project:…',
  read: cell => UUID.exec(cell)?.[1] ?? null,
}

export const SHARES: Form = {
  expects: 'a whole number of shares from 1 to 2000000000',
  read: cell => (/^[1-9]\d{0,9}$/.test(cell) && Number(cell) <= 2_000_000_000 ? cell : null),
}

/** Read once more as minor units, when the currency of the line is known. */
export const AMOUNT: Form = {
  expects: 'an amount not below zero in plain digits with a point, such as 12.34',
  read: matching(/^\d{1,15}(\.\d{1,12})?$/),
}

export const DAY: Form = {
  expects: 'a day that exists, such as 2024-12-31',
  read: cell => {
    const midnight = new Date(`${cell}T00:00:00Z`)
    const exists = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(cell)
    return /^[1-9]\d{3}-\d{2}-\d{2}$/.test(cell) && exists ? cell : null
  },
}
