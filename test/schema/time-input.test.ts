import { describe, expect, test } from '@jest/globals'
import { REFUSAL, useBadInput } from '../support/bad-input.ts'
import { post } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
const { house, told } = useBadInput(server)

describe('an instant', () => {
  test.each([
    ['no offset', '2010-02-01T12:00:00'],
    ['no offset and no seconds', '2010-02-01T12:00'],
    ['no time', '2010-02-01'],
    ['a space in the place of the T', '2010-02-01 12:00:00Z'],
    ['a named zone', '2010-02-01T12:00:00 Europe/Paris'],
    ['an offset without minutes', '2010-02-01T12:00:00+01'],
    ['an offset there is not', '2010-02-01T12:00:00+99:99'],
    ['a 29th of February that is not', '2010-02-29T12:00:00Z'],
    ['a 31st of February', '2010-02-31T12:00:00Z'],
    ['a 31st of April', '2010-04-31T12:00:00Z'],
    ['a day 0', '2010-02-00T12:00:00Z'],
    ['a month 13', '2010-13-01T12:00:00Z'],
    ['an hour 24', '2010-02-01T24:00:00Z'],
    ['a minute 60', '2010-02-01T12:60:00Z'],
    ['a second 61', '2010-02-01T12:00:61Z'],
    ['a year 0', '0000-01-01T00:00:00Z'],
    ['a year below 1000', '0999-12-31T23:59:59Z'],
    ['an offset that leads before the year 1000', '1000-01-01T00:00:00+00:01'],
    ['an offset that leads behind the year 9999', '9999-12-31T23:59:59-00:01'],
    ['a year of five digits', '+012010-02-01T12:00:00Z'],
    ['other digits', '٢٠١٠-٠٢-٠١T12:00:00Z'],
    ['words', 'yesterday'],
    ['nothing', ''],
  ])('with %s is refused', async (_what, receivedAt) => {
    expect(await told('receiveRevenue', { receivedAt })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(`"${receivedAt}" is not an instant: write one with its offset`),
    })
  })

  test.each([1_265_025_600_000, 0, true, null, {}])('that is sent as %j is refused', async receivedAt => {
    expect(await told('receiveRevenue', { receivedAt })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('input.receivedAt'),
    })
  })

  test('written without quotes is refused', async () => {
    const query = `mutation { moveClock(to: 1265025600) }`
    const { text } = await post(server.url, { query }, house().tokens.admin)
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    })
  })

  test('that has not come yet is refused for money that arrived', async () => {
    expect(await told('receiveRevenue', { receivedAt: '2010-02-05T13:00:00.001+01:00' })).toEqual({
      code: 'RECEIPT_IN_FUTURE',
      field: 'receivedAt',
      message: '2010-02-05T12:00:00.001Z has not come yet: it is 2010-02-05T12:00:00.000Z.',
    })
  })

  test('before another is refused after it', async () => {
    const [opensAt, closesAt] = ['2010-03-01T00:00:00+01:00', '2010-02-28T23:00:00Z']
    expect(await told('proposeOffering', { opensAt, closesAt })).toMatchObject({
      code: 'PERIOD_WRONG',
      message: expect.stringContaining('opens 2010-02-28T23:00:00.000Z, closes 2010-02-28T23:00:00.000Z'),
    })
  })
})

describe('a day', () => {
  test.each([
    '2010-02-29',
    '2010-02-31',
    '2010-04-31',
    '2010-13-01',
    '2010-00-01',
    '2010-02-00',
    '2010-2-1',
    '20100201',
    '10-02-01',
    '01/02/2010',
    '2010-02-01T00:00:00Z',
    ' 2010-02-01',
    '+002010-02-01',
    '٢٠١٠-٠٢-٠١',
    '2010-W05-1',
    '0000-01-01',
    '0999-12-31',
    '',
  ])('that reads %j is none', async day => {
    for (const wrong of [{ periodStart: day }, { periodEnd: day }]) {
      expect(await told('reportRevenue', wrong)).toMatchObject({
        code: 'DATE_MALFORMED',
        message: expect.stringContaining('is not a day: write YYYY-MM-DD.'),
      })
    }
  })

  test.each([20_100_201, true, null, {}])('that is sent as %j is refused', async periodStart => {
    expect(await told('reportRevenue', { periodStart })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('input.periodStart'),
    })
  })

  test('before another is refused after it', async () => {
    expect(await told('reportRevenue', { periodStart: '2009-12-31', periodEnd: '2009-12-01' })).toEqual({
      code: 'PERIOD_MALFORMED',
      field: 'periodEnd',
      message: 'A period cannot end (2009-12-01) before it starts (2009-12-31).',
    })
  })

  test('that is not over is not reported, and none is reported twice', async () => {
    expect(await told('reportRevenue', { periodStart: '2010-02-01', periodEnd: '2010-02-05' })).toMatchObject(
      {
        code: 'PERIOD_NOT_OVER',
        message: 'The period ends on 2010-02-05; today is 2010-02-05: report when it is over.',
      },
    )
    expect(await told('reportRevenue', { periodStart: '2010-01-31', periodEnd: '2010-02-01' })).toMatchObject(
      {
        code: 'PERIOD_REPORTED',
        message: expect.stringContaining('2010-01-01 to 2010-01-31'),
      },
    )
  })
})

describe('a number of shares', () => {
  const order = (shares: unknown) => {
    const query = `mutation ($input: SubscribeInput!) { subscribe(input: $input) { ${REFUSAL} } }`
    const input = { idempotencyKey: 'k', offeringId: house().open.offering, shares }
    return post(server.url, { query, variables: { input } }, house().tokens.ann)
  }

  test.each([0, -1, -2_147_483_648])('of %i is refused', async shares => {
    expect(JSON.parse((await order(shares)).text)).toEqual({
      data: {
        subscribe: {
          code: 'SHARES_INVALID',
          field: 'shares',
          message: `${shares} is not a number of shares to order: it must be 1 or more.`,
        },
      },
    })
  })

  test('that is sent as null is no size of an order', async () => {
    expect(JSON.parse((await order(null)).text)).toMatchObject({
      data: { subscribe: { code: 'ORDER_UNCLEAR' } },
    })
  })

  test.each([1.5, 2_147_483_648, '1', true])('that is sent as %j is refused', async shares => {
    expect(JSON.parse((await order(shares)).text)).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('input.shares') }],
    })
  })
})

describe('a ratio', () => {
  test.each([
    ['0,05', 'RATIO_MALFORMED'],
    ['5%', 'RATIO_MALFORMED'],
    ['-0.05', 'RATIO_MALFORMED'],
    ['1/0', 'RATIO_MALFORMED'],
    ['1e-2', 'RATIO_MALFORMED'],
    ['', 'RATIO_MALFORMED'],
    ['0.(3)', 'RATIO_MALFORMED'],
    ['1.01', 'RATE_OUT_OF_RANGE'],
    ['3/2', 'RATE_OUT_OF_RANGE'],
  ])('that reads %j is refused', async (commissionRatio, code) => {
    expect(await told('proposeOffering', { commissionRatio })).toMatchObject({
      code,
      message: expect.stringContaining(commissionRatio),
      field: 'commissionRatio',
    })
  })
})
