import { describe, expect, test } from '@jest/globals'
import { rateAt } from '../../../../src/domain/ledger/exchange/rates.ts'
import { recordRates } from '../../../../src/domain/ledger/exchange/record-rates.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const NOW = '2025-04-05'
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const told = (rate: string, since = '2025-04-01', pair = { from: 'EUR', to: 'USD' }) => ({
  ...{ ...pair, rate, source: 'ECB', at: at(since) },
})
const record = (...rates: ReturnType<typeof told>[]) =>
  world.run(NOW, tx => recordRates(tx, { rates }, at(NOW)))
const known = async (instant: string) =>
  (await rateAt(em(), { from: 'USD', to: 'EUR' }, new Date(instant))).rate

describe('an exchange rate', () => {
  test('holds from its instant until another does, whichever way round it is asked for', async () => {
    await record(told('1.10', '2025-03-31'), told('1.20', '2025-04-01'))
    expect(await known('2025-04-01T11:59:59.999Z')).toBe('1.10')
    expect(await known('2025-04-01T12:00:00.000Z')).toBe('1.20')
  })

  test('is stored once, and corrected by another for the same instant', async () => {
    expect((await record(told('1.20', '2025-04-02'))).rateIds).toHaveLength(1)
    expect((await record(told('1.20', '2025-04-02'))).rateIds).toEqual([])
    expect((await record(told('1.21', '2025-04-02'))).rateIds).toHaveLength(1)
    expect(await known('2025-04-02T12:00:00Z')).toBe('1.21')
  })

  test.each([
    ['RATE_MALFORMED', told('0.00')],
    ['RATE_MALFORMED', told('-1')],
    ['RATE_MALFORMED', told('1,2')],
    ['RATE_IN_FUTURE', told('1.2', '2025-04-05T12:00:00.001Z')],
    ['RATE_OF_ONE_CURRENCY', told('1', '2025-04-01', { from: 'EUR', to: 'EUR' })],
    ['CURRENCY_UNKNOWN', told('1', '2025-04-01', { from: 'EUR', to: 'XXX' })],
    ['RATE_SOURCE_MALFORMED', { ...told('1.2'), source: ' ' }],
  ])('is refused: %s', async (code, rate) => {
    await expect(record(rate)).rejects.toThrow(refused(code))
  })

  test('comes with at most 10,000 others', async () => {
    const many = Array.from({ length: 10_001 }, () => told('1.2'))
    await expect(record(...many)).rejects.toThrow(refused('RATES_TOO_MANY', 'At most 10000'))
  })
})
