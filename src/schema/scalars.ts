import { GraphQLError, Kind, type ValueNode } from 'graphql'
import type { Currency } from '../domain/money/currency.ts'
import { formatAmount, formatScaled, type MoneyText } from '../domain/money/money.ts'
import { shortened } from '../domain/refusal.ts'
import { builder } from './builder.ts'

const asText = (what: string, example: string) => (value: unknown) => {
  if (typeof value === 'string') return value
  throw new GraphQLError(`${what} is written as a string, such as "${example}": numbers lose digits.`)
}

const literal = (read: (value: unknown) => string) => (node: ValueNode) =>
  read(node.kind === Kind.STRING ? node.value : undefined)

const decimal = asText('A decimal', '12.34')

builder.scalarType('Decimal', {
  description: 'An exact decimal number, always as a string such as "12.34": never a float.',
  serialize: value => value,
  parseValue: decimal,
  parseLiteral: literal(decimal),
})

const day = asText('A day', '2008-12-31')

builder.scalarType('Day', {
  description: 'A calendar day in the years 1000 to 9999, such as "2008-12-31".',
  serialize: value => value,
  parseValue: day,
  parseLiteral: literal(day),
})

/**
 * An instant with its offset: without one it could be any of 26 hours. In the years 1000 to 9999, as a day: the
 * database has no year 0, and its driver takes the year 99 for 1999.
 */
const INSTANT = /^[1-9]\d{3}-\d{2}-\d{2}T([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

function readInstant(value: unknown): Date {
  const text = asText('An instant', '2008-12-31T23:00:00Z')(value)
  const instant = new Date(text)
  if (INSTANT.test(text) && dayExists(text.slice(0, 10)) && staysInRange(instant)) return instant
  throw new GraphQLError(
    `"${shortened(text)}" is not an instant: write one with its offset, such as 2008-12-31T23:00:00Z.`,
  )
}

/** JavaScript would read the 31st of February as the 3rd of March. */
function dayExists(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day)
}

/** An offset may carry it over the first or the last year. */
function staysInRange(instant: Date): boolean {
  return !Number.isNaN(instant.getTime()) && INSTANT.test(instant.toISOString())
}

builder.scalarType('Instant', {
  description:
    'A moment in the years 1000 to 9999, with its offset when sent and in UTC when received: "2008-12-31T23:00:00.000Z".',
  serialize: value => value.toISOString(),
  parseValue: readInstant,
  parseLiteral: node => readInstant(node.kind === Kind.STRING ? node.value : undefined),
})

/** An amount in minor units with its currency: what resolvers return for the type Money. */
export type MoneyValue = { minor: bigint; currency: Currency }

export const MoneyType = builder.objectRef<MoneyValue>('Money').implement({
  description: 'An exact amount of money.',
  authScopes: { public: true },
  fields: t => ({
    amount: t.field({
      type: 'Decimal',
      description: 'With the decimals of the currency, such as "1060.20".',
      resolve: ({ minor, currency }) => formatAmount(minor, currency),
    }),
    currency: t.exposeString('currency', { description: 'ISO 4217 code, such as "EUR".' }),
  }),
})

/** A row with amounts in a currency. */
export type Of<Row> = Row & { currency: Currency }

/** A field that shows an amount of its row, which is in the row's own currency. */
export function money<Row extends { currency: Currency }>(description: string, pick: (row: Row) => bigint) {
  const resolve = (row: Row) => ({ minor: pick(row), currency: row.currency })
  return { type: MoneyType, description, resolve }
}

export const MoneyInput = builder.inputRef<MoneyText>('MoneyInput').implement({
  description: 'An exact amount of money.',
  fields: t => ({
    amount: t.field({ type: 'Decimal', description: 'Plain decimal digits, such as "12.34".' }),
    currency: t.string({ description: 'ISO 4217 code, such as "EUR".' }),
  }),
})

/** A carry or residue (10^-18 minor units) as a decimal of one minor unit. */
export function fractionOfUnit(value: bigint): string {
  return formatScaled(value, 18)
}
