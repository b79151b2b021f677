import { beforeAll, describe, expect, test } from '@jest/globals'
import { eur, REFUSAL, useBadInput } from '../support/bad-input.ts'
import { post } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
const { house, told } = useBadInput(server)
const receive = (wrong: object) => told('receiveRevenue', wrong)
const report = (wrong: object) => told('reportRevenue', wrong)

/** Projects of currencies without decimals and with three. */
const foreign: Record<string, string> = {}
beforeAll(async () => {
  const { finance, issuer } = house().people
  const query =
    'mutation ($input: OpenProjectInput!) { openProject(input: $input) { ... on ProjectPayload { project { id } } } }'
  for (const currency of ['JPY', 'KWD']) {
    const classes = [{ code: 'parts', name: 'Parts', shares: 1 }]
    const input = { idempotencyKey: currency, name: currency, issuerId: issuer.id, currency, classes }
    const made = await finance.ask<{ openProject: { project: { id: string } } }>(query, { input })
    foreign[currency] = made.openProject.project.id
  }
})

const DIGITS = '1234567890'
const NOT_AMOUNTS = [
  '',
  ' ',
  '.',
  '-',
  '-0',
  '-0.00',
  '1e3',
  '1E3',
  'NaN',
  'Infinity',
  '-Infinity',
  'null',
  '12,34',
  '1 000.00',
  '1_000',
  "1'000",
  ' 12.34',
  '12.34 ',
  '12.34\n',
  '+12.34',
  '--1',
  '1-',
  '.5',
  '5.',
  '1.2.3',
  '0x10',
  '0b1',
  '12.34€',
  'EUR 12.34',
  '١٢٫٣٤',
  '१२',
  '１２',
  '½',
  '∞',
]

describe('an amount', () => {
  test.each(NOT_AMOUNTS)('that reads %j is no amount', async amount => {
    const malformed = {
      code: 'AMOUNT_MALFORMED',
      field: 'amount',
      message: `"${amount}" is not an amount: write plain decimal digits with a point, such as 12.34.`,
    }
    expect(await receive({ amount: eur(amount) })).toEqual(malformed)
    expect(await report({ lines: [{ source: 'Sales', gross: eur(amount) }] })).toEqual({
      ...malformed,
      field: 'lines.0.gross',
    })
  })

  test.each([
    ['0', 'AMOUNT_NOT_POSITIVE', '0 EUR is not above zero'],
    ['0.00', 'AMOUNT_NOT_POSITIVE', '0.00 EUR is not above zero'],
    ['-0.01', 'AMOUNT_NOT_POSITIVE', '-0.01 EUR is not above zero'],
    ['-12.34', 'AMOUNT_NOT_POSITIVE', '-12.34 EUR is not above zero'],
    ['0.001', 'AMOUNT_TOO_PRECISE', '0.001 has too many decimals: EUR has 2.'],
    ['12.345', 'AMOUNT_TOO_PRECISE', '12.345 has too many decimals: EUR has 2.'],
    [`1.00${'0'.repeat(30)}1`, 'AMOUNT_TOO_PRECISE', 'EUR has 2.'],
    ['10000000000000000.01', 'AMOUNT_TOO_LARGE', 'the greatest amount is 10000000000000000.00.'],
    [DIGITS.repeat(4), 'AMOUNT_TOO_LARGE', `${DIGITS.repeat(4)} is too large`],
    [`-${DIGITS.repeat(4)}`, 'AMOUNT_TOO_LARGE', `-${DIGITS.repeat(4)} is too large`],
  ])('of %s is refused wherever it must be above zero', async (amount, code, message) => {
    for (const [change, field] of [
      ['receiveRevenue', 'amount'],
      ['recordPayment', 'amount'],
      ['proposeOffering', 'sharePrice'],
    ] as const) {
      const answer = await told(change, { [field]: eur(amount) })
      expect({ change, ...answer }).toEqual({
        change,
        code,
        field,
        message: expect.stringContaining(message),
      })
    }
  })

  test.each([
    ['gross', { gross: eur('-0.01') }],
    ['deduction', { gross: eur('1.00'), deduction: eur('-0.01') }],
  ])('below zero is refused as %s of a report', async (_what, line) => {
    expect(await report({ lines: [{ source: 'Sales', ...line }] })).toMatchObject({
      code: 'AMOUNT_NEGATIVE',
      message: '-0.01 EUR is below zero: the amount may not be negative.',
    })
  })

  test('that is deducted is at most what it is taken from', async () => {
    const line = { source: 'Sales', gross: eur('1.00') }
    expect(await report({ lines: [line, { ...line, deduction: eur('2.00') }] })).toEqual({
      code: 'DEDUCTION_TOO_LARGE',
      field: 'lines.1.deduction',
      message: 'The deduction of 2.00 EUR is more than the 1.00 EUR it is taken from.',
    })
  })

  test.each([12.34, 12, 0, -1, 1e3, true, null, [], {}, ['12.34'], { amount: '12.34' }])(
    'that is sent as %j and not as a text is refused',
    async amount => {
      const answer = await receive({ amount: eur(amount) })
      expect(answer).toMatchObject({
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining('input.amount.amount'),
      })
      if (typeof amount === 'number') expect(answer?.message).toContain('numbers lose digits')
    },
  )

  test.each(['12.34', '12', '1e3', 'NaN', 'true', '{ a: 1 }'])(
    'written %s without quotes is refused',
    async literal => {
      const fields = `idempotencyKey: "k", projectId: "${house().open.project}", bankReference: "bad"`
      const amount = `amount: { amount: ${literal}, currency: "EUR" }, receivedAt: "2010-02-01T12:00:00Z"`
      const query = `mutation { receiveRevenue(input: { ${fields}, ${amount} }) { ${REFUSAL} } }`
      const { text } = await post(server.url, { query }, house().tokens.finance)
      expect(JSON.parse(text)).toMatchObject({
        errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
      })
    },
  )
})

describe('a currency', () => {
  test.each(['', 'eur', 'EURO', 'XXX', 'BTC', '€', 'EUR ', 'toString', '__proto__'])(
    'that reads %j is none of ours',
    async currency => {
      const unknown = {
        code: 'CURRENCY_UNKNOWN',
        field: 'currency',
        message: expect.stringContaining(
          `"${currency}" is not a currency we keep books in: write one of AUD,`,
        ),
      }
      expect(await receive({ amount: { amount: '1.00', currency } })).toEqual(unknown)
      expect(await told('recordPayment', { amount: { amount: '1.00', currency } })).toEqual(unknown)
    },
  )

  test('is the one of the project, where money does not come from elsewhere', async () => {
    const dollars = { amount: '1.00', currency: 'USD' }
    const mismatch = {
      code: 'CURRENCY_MISMATCH',
      field: 'currency',
      message: 'The amount is in USD; here everything is in EUR.',
    }
    const line = { source: 'Sales', gross: eur('1') }
    for (const [change, wrong, field] of [
      ['reportRevenue', { lines: [line, { ...line, gross: dollars }] }, 'lines.1.gross'],
      ['reportRevenue', { lines: [{ ...line, deduction: dollars }] }, 'lines.0.deduction'],
      ['proposeOffering', { sharePrice: dollars }, 'sharePrice'],
      ['proposeOffering', { goalMode: 'allOrNothing', goal: dollars }, 'goal'],
    ] as const) {
      expect(await told(change, wrong)).toEqual({ ...mismatch, field })
    }
  })

  test.each([
    ['JPY', '100.5', 0],
    ['JPY', '0.1', 0],
    ['KWD', '1.2345', 3],
    ['KWD', '0.0001', 3],
  ])('has its own decimals: %s %s', async (currency, amount, decimals) => {
    const answer = await receive({ projectId: foreign[currency], amount: { amount, currency } })
    expect(answer).toEqual({
      code: 'AMOUNT_TOO_PRECISE',
      field: 'amount',
      message: `${amount} has too many decimals: ${currency} has ${decimals}.`,
    })
  })
})
