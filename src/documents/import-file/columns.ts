import {
  AMOUNT,
  COUNTRY,
  CURRENCY,
  DAY,
  EMAIL,
  type Form,
  LANGUAGE,
  NAME,
  PARTY_KIND,
  PROJECT,
  RECIPIENT,
  REFERENCE,
  SHARES,
} from './cell-forms.ts'

/** A published column of a file: what it holds; whether it may be empty; whether it is personal data, which no answer repeats. */
export type Column = { form: Form; optional?: true; personal?: true }

/** The kinds of file, and their columns by the names that stand in the header, in any order. */
export const FILE_KINDS = {
  investors: {
    source: { form: REFERENCE },
    reference: { form: REFERENCE },
    kind: { form: PARTY_KIND },
    name: { form: NAME, personal: true },
    email: { form: EMAIL, optional: true, personal: true },
    language: { form: LANGUAGE },
    country: { form: COUNTRY, optional: true, personal: true },
    tax_country: { form: COUNTRY, optional: true, personal: true },
    tax_proved_on: { form: DAY, optional: true, personal: true },
  },
  lots: {
    source: { form: REFERENCE },
    reference: { form: REFERENCE },
    investor: { form: REFERENCE },
    project: { form: PROJECT },
    class: { form: REFERENCE },
    shares: { form: SHARES },
    price: { form: AMOUNT },
    currency: { form: CURRENCY },
    since: { form: DAY },
  },
  distributions: {
    source: { form: REFERENCE },
    reference: { form: REFERENCE },
    distribution: { form: REFERENCE },
    project: { form: PROJECT },
    period_start: { form: DAY },
    period_end: { form: DAY },
    record_date: { form: DAY },
    paid_on: { form: DAY },
    recipient: { form: RECIPIENT },
    investor: { form: REFERENCE, optional: true },
    class: { form: REFERENCE, optional: true },
    gross: { form: AMOUNT },
    withheld: { form: AMOUNT },
    net: { form: AMOUNT },
    currency: { form: CURRENCY },
  },
} as const satisfies Record<string, Record<string, Column>>

export type FileKind = keyof typeof FILE_KINDS

/** The columns of a kind of file. */
export const columnsOf = (kind: FileKind): ReadonlyMap<string, Column> =>
  new Map<string, Column>(Object.entries(FILE_KINDS[kind]))
