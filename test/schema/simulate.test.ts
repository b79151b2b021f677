import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { simulateApart } from '../../src/schema/simulator.ts'
import { furnish, type House } from '../support/house.ts'
import { type GraphqlAnswer, post } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let house: House
beforeAll(async () => {
  house = await furnish(server)
})

type File = {
  contract: Record<string, unknown>
  classes: { holders: object[] }[]
  scenarios: { name: string; runs: object[] }[]
}
/** The scenarios that lie beside the cases, as the file says them. */
const nightSongs = () => {
  const url = new URL('../../demo/cases/scenarios/night-songs.json', import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8')) as File
}
/** The same as the API takes it. */
const input = () => {
  const { contract, classes, scenarios } = nightSongs()
  return { contract, classes, scenarios }
}

const SIMULATE = `query ($input: SimulateInput!) {
  simulate(input: $input) {
    currency rateMethod { name dayCount tolerance rounding }
    scenarios {
      name reported { amount } divided { amount currency } waiting { amount }
      recipients { recipient amount { amount } }
      classes {
        class shares paidIn { amount } back { amount currency } perShare multiple exactMultiple paybackMonth
        internalRate { rate none because } holders { name shares paidIn { amount } back { amount } }
      }
      runs { asOf divided { amount } tiers { name taken } recipients { recipient amount { amount } } }
    }
  }
}`

async function simulate(given: object): Promise<GraphqlAnswer> {
  const { text } = await post(server.url, { query: SIMULATE, variables: { input: given } }, house.tokens.eve)
  return JSON.parse(text) as GraphqlAnswer
}

const refusal = async (given: object) => (await simulate(given)).errors?.map(({ extensions }) => extensions)

describe('the query simulate', () => {
  test('says first what a loss is, then what the scenarios come to', async () => {
    const { data, errors } = await simulate(input())
    expect(errors).toBeUndefined()
    expect(data?.simulate).toMatchObject({
      currency: 'EUR',
      rateMethod: { dayCount: 'actual/365', tolerance: '0.000000001' },
      scenarios: [
        {
          name: 'nothing comes back',
          divided: { amount: '0.00', currency: 'EUR' },
          classes: [{ multiple: '0.00000000', internalRate: { rate: null, none: 'nothingComesBack' } }],
          runs: [],
        },
        { name: 'half of it comes back', classes: [{ internalRate: { rate: '-0.50000000', none: null } }] },
        {
          name: 'slowly',
          reported: { amount: '2600.00' },
          waiting: { amount: '0.00' },
          recipients: [
            { recipient: 'class:parts', amount: { amount: '1160.00' } },
            { recipient: 'issuer', amount: { amount: '1440.00' } },
          ],
          classes: [
            {
              class: 'parts',
              shares: 100,
              paidIn: { amount: '1000.00' },
              back: { amount: '1160.00', currency: 'EUR' },
              perShare: '11.60000000',
              multiple: '1.16000000',
              exactMultiple: '29/25',
              paybackMonth: '2027-01',
              internalRate: { rate: '0.10000000', none: null, because: null },
              holders: [
                { name: 'Ann', shares: 60, paidIn: { amount: '600.00' }, back: { amount: '696.00' } },
                { name: 'Bea', shares: 40, paidIn: { amount: '400.00' }, back: { amount: '464.00' } },
              ],
            },
          ],
          runs: [
            { asOf: '2026-01-01', divided: { amount: '500.00' } },
            {
              asOf: '2027-01-01',
              divided: { amount: '2100.00' },
              tiers: [
                { name: 'Crowd first', taken: '500.00000000' },
                { name: 'Shared', taken: '1600.00000000' },
              ],
              recipients: [
                { recipient: 'class:parts', amount: { amount: '660.00' } },
                { recipient: 'issuer', amount: { amount: '1440.00' } },
              ],
            },
          ],
        },
        { name: 'at once', classes: [{ internalRate: { rate: '0.10000000' } }] },
      ],
    })
  })

  test('takes all that a contract can say', async () => {
    const given = input()
    given.contract = {
      currency: 'USD',
      unsold: 'toIssuer',
      recordDate: 'approvalDay',
      collectedBy: 'platform',
      rounding: 'largestRemainder',
      weights: { by: 'shareDays', minimumDays: 3 },
      caps: [{ class: 'parts', times: '3' }],
      partners: [{ code: 'crew', name: 'Crew' }],
      tiers: [
        { name: 'Crew', perUnit: '0.10', accrue: true, split: [{ to: 'partner:crew', ratio: '1' }] },
        {
          name: 'Interest',
          upTo: { interest: { class: 'parts', rate: '0.08', from: '2025-01-01', compounds: 'yearly' } },
          split: [{ to: 'class:parts', ratio: '1' }],
        },
        { name: 'Rest', split: [{ to: 'issuer', ratio: '1' }] },
      ],
    }
    const { data, errors } = await simulate(given)
    expect(errors).toBeUndefined()
    // 8 % of 1,000.00 over one year of 365 days.
    expect(data?.simulate).toMatchObject({
      currency: 'USD',
      scenarios: [{}, { runs: [{ tiers: [{}, { name: 'Interest', taken: '80.00000000' }, {}] }] }, {}, {}],
    })
  })

  test('refuses with the place what it cannot read', async () => {
    const given = input()
    given.classes[0]?.holders.splice(0, 1, { name: 'Ann', shares: 60, paidIn: '600,00' })
    expect(await refusal(given)).toMatchObject([
      { code: 'AMOUNT_MALFORMED', field: 'classes.0.holders.0.paidIn' },
    ])
  })

  test('refuses what a contract may not say', async () => {
    const given = input()
    given.contract.tiers = []
    expect(await refusal(given)).toMatchObject([{ code: 'CONTRACT_EMPTY' }])
  })

  test('refuses more than one request may ask for', async () => {
    const given = input()
    const [run = {}] = given.scenarios[0]?.runs ?? []
    given.scenarios[0]?.runs.push(...Array.from({ length: 120 }, () => run))
    expect(await refusal(given)).toMatchObject([{ code: 'SIMULATION_TOO_LARGE', field: 'runs' }])
  })

  test('is played three times in a request, not four', async () => {
    const times = (count: number) =>
      Array.from({ length: count }, (_, index) => `a${index}: simulate(input: $input) { currency }`).join(' ')
    const codes = async (count: number) => {
      const query = `query ($input: SimulateInput!) { ${times(count)} }`
      const { text } = await post(server.url, { query, variables: { input: input() } }, house.tokens.eve)
      return ((JSON.parse(text) as GraphqlAnswer).errors ?? []).map(error => error.extensions.code)
    }
    expect([await codes(3), await codes(4)]).toEqual([[], ['QUERY_TOO_COMPLEX']])
  })
})

describe('a simulation', () => {
  /** Interest that compounds each month for a thousand years: each month makes the fractions longer. */
  const endless = () => {
    const interest = { class: 'parts', rate: '0.0876543219', from: '1025-01-01', compounds: 'monthly' }
    const given = nightSongs()
    given.contract.tiers = [
      { name: 'Interest', upTo: { interest }, split: [{ to: 'class:parts', ratio: '1' }] },
      { name: 'Rest', split: [{ to: 'issuer', ratio: '1' }] },
    ]
    return given
  }

  test('is ended when it takes too long, and keeps nobody waiting meanwhile', async () => {
    let answered = 0
    const others = setInterval(() => {
      answered += 1
    }, 10)
    try {
      await expect(simulateApart(endless(), 1)).rejects.toMatchObject({
        code: 'SIMULATION_TOO_LONG',
        message: expect.stringContaining('more than 1 seconds or 256 MB'),
      })
    } finally {
      clearInterval(others)
    }
    expect(answered).toBeGreaterThan(5)
    expect(await simulateApart(nightSongs())).toMatchObject({ currency: 'EUR' })
  })

  test('is refused when too many wait, and those that wait are played', async () => {
    const all = await Promise.allSettled(Array.from({ length: 12 }, () => simulateApart(nightSongs())))
    const codes = all.map(each => (each.status === 'fulfilled' ? 'ok' : each.reason.code))
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 'ok'), 'BUSY', 'BUSY'])
    expect(await simulateApart(nightSongs())).toMatchObject({ currency: 'EUR' })
  })

  test('that fails is a fault, and the next one is played', async () => {
    const unreadable = {
      get contract(): never {
        throw new Error('no value')
      },
    }
    await expect(simulateApart(unreadable)).rejects.toThrow('no value')
    expect(await simulateApart(nightSongs())).toMatchObject({ currency: 'EUR' })
  })
})
