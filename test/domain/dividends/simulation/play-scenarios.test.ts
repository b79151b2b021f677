import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { linesOf, simulate } from '../../../../src/domain/dividends/run/simulate.ts'
import { NO_RATE, RATE_METHOD } from '../../../../src/domain/dividends/simulation/internal-rate.ts'
import { playScenarios } from '../../../../src/domain/dividends/simulation/play-scenarios.ts'
import { parseScenarios, readScenarios } from '../../../../src/domain/dividends/simulation/read-scenarios.ts'

const CASES = new URL('../../../../demo/cases/', import.meta.url)
const textOf = (path: string) => readFileSync(new URL(path, CASES), 'utf8')
const nightSongs = () => playScenarios(parseScenarios(textOf('scenarios/night-songs.json')))
const scenario = (name: string) => nightSongs().scenarios.find(each => each.name === name)

describe('scenarios', () => {
  test('come with one before them in which nothing comes back, and with how the rate is found', () => {
    const { currency, rateMethod, scenarios } = nightSongs()
    expect({ currency, rateMethod }).toEqual({ currency: 'EUR', rateMethod: RATE_METHOD })
    expect(scenarios.map(each => each.name)).toEqual([
      'nothing comes back',
      'half of it comes back',
      'slowly',
      'at once',
    ])
    expect(scenarios[0]).toEqual({
      name: 'nothing comes back',
      reported: 0n,
      divided: 0n,
      waiting: 0n,
      recipients: [
        { recipient: 'class:parts', amount: 0n },
        { recipient: 'issuer', amount: 0n },
      ],
      classes: [
        {
          class: 'parts',
          shares: 100,
          paidIn: 1000_00n,
          back: 0n,
          perShare: '0.00000000',
          multiple: '0.00000000',
          exactMultiple: '0',
          paybackMonth: null,
          internalRate: { rate: null, none: 'nothingComesBack', because: NO_RATE.nothingComesBack },
          holders: [
            { name: 'Ann', shares: 60, paidIn: 600_00n, back: 0n },
            { name: 'Bea', shares: 40, paidIn: 400_00n, back: 0n },
          ],
        },
      ],
      runs: [],
    })
  })

  test.each([
    ['half of it comes back', '-0.50000000', '0.50000000', '1/2', '5.00000000', null],
    ['slowly', '0.10000000', '1.16000000', '29/25', '11.60000000', '2027-01'],
    ['at once', '0.10000000', '1.10000000', '11/10', '11.00000000', '2026-01'],
  ])('have a rate, a multiple and a month of payback: %s', (name, rate, ...figures) => {
    const [parts] = scenario(name)?.classes ?? []
    expect(parts?.internalRate).toEqual({ rate, none: null, because: null })
    expect([parts?.multiple, parts?.exactMultiple, parts?.perShare, parts?.paybackMonth]).toEqual(figures)
  })

  test('show each run: what the tiers took, and what each recipient got', () => {
    expect(scenario('slowly')).toMatchObject({
      reported: 2600_00n,
      divided: 2600_00n,
      waiting: 0n,
      recipients: [
        { recipient: 'class:parts', amount: 1160_00n },
        { recipient: 'issuer', amount: 1440_00n },
      ],
      classes: [{ holders: [{ back: 696_00n }, { back: 464_00n }] }],
      runs: [
        { asOf: '2026-01-01', divided: 500_00n },
        {
          asOf: '2027-01-01',
          divided: 2100_00n,
          tiers: [
            { name: 'Crowd first', taken: '500.00000000' },
            { name: 'Shared', taken: '1600.00000000' },
          ],
          recipients: [
            { recipient: 'class:parts', amount: 660_00n },
            { recipient: 'issuer', amount: 1440_00n },
          ],
        },
      ],
    })
  })

  test('say what waits because more was returned than came in', () => {
    const file = JSON.parse(textOf('scenarios/night-songs.json'))
    const reports = [{ periodEnd: '2026-01-01', lines: [{ gross: '-20.00' }, { gross: '5.00' }] }]
    const played = playScenarios(
      readScenarios({ ...file, scenarios: [{ name: 'returns', runs: [{ reports }] }] }),
    )
    expect(played.scenarios[1]).toMatchObject({ reported: -15_00n, divided: 0n, waiting: -15_00n, runs: [] })
  })

  test('have no rate where it is not said when somebody paid in, unless nothing comes back anyway', () => {
    const file = JSON.parse(textOf('scenarios/night-songs.json'))
    file.classes[0].holders[1] = { name: 'Bea', shares: 40, paidIn: '400.00' }
    const { scenarios } = playScenarios(readScenarios(file))
    expect(scenarios.map(each => each.classes[0]?.internalRate.none)).toEqual([
      'nothingComesBack',
      'daysUnknown',
      'daysUnknown',
      'daysUnknown',
    ])
  })

  test('have neither multiple nor payback for a class that paid nothing, nor anything per share that nobody holds', () => {
    const file = JSON.parse(textOf('scenarios/night-songs.json'))
    file.contract.tiers = [{ name: 'All', split: [{ to: 'issuer', ratio: '1' }] }]
    file.classes = [{ code: 'parts', shares: 100, holders: [] }]
    const [parts] = playScenarios(readScenarios(file)).scenarios[3]?.classes ?? []
    expect(parts).toMatchObject({ perShare: null, multiple: null, exactMultiple: null, paybackMonth: null })
    expect(parts?.internalRate.none).toBe('nothingPaidIn')
  })

  test('are refused where money would be for a class that nobody holds', () => {
    const file = JSON.parse(textOf('scenarios/night-songs.json'))
    file.contract.tiers = [{ name: 'All', split: [{ to: 'class:parts', ratio: '1' }] }]
    file.classes = [{ code: 'parts', shares: 100, holders: [] }]
    expect(() => playScenarios(readScenarios(file))).toThrow(
      expect.objectContaining({ code: 'NO_HOLDERS', message: expect.stringContaining('500.00 EUR') }),
    )
  })
})

const waterfalls = readdirSync(new URL('waterfall/', CASES)).filter(name => name.endsWith('.json'))

describe('a case alone is one scenario, and comes out as it does run by run:', () => {
  test.each(waterfalls)('%s', name => {
    const file = parseScenarios(textOf(`waterfall/${name}`))
    const [nothing, played, ...others] = playScenarios(file).scenarios
    const done = simulate({ ...file, runs: file.scenarios[0]?.runs ?? [] })
    expect([nothing?.name, played?.name, others]).toEqual(['nothing comes back', file.scenarios[0]?.name, []])
    expect(played?.runs.map(run => run.recipients)).toEqual(
      done.map(run => run.recipients.map(({ recipient, amount }) => ({ recipient, amount }))),
    )
    for (const { class: code, holders, back } of played?.classes ?? []) {
      const got = holders.map(({ name: holder }) =>
        done.reduce((sum, run) => sum + (linesOf(run, code).get(holder)?.amount ?? 0n), 0n),
      )
      expect(holders.map(holder => holder.back)).toEqual(got)
      expect(got.reduce((sum, amount) => sum + amount, 0n)).toBe(back)
    }
  })
})
