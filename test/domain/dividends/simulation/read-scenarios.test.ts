import { describe, expect, test } from '@jest/globals'
import { parseScenarios, readScenarios } from '../../../../src/domain/dividends/simulation/read-scenarios.ts'
import { Refusal } from '../../../../src/domain/refusal.ts'

const TIERS = [{ name: 'All', split: [{ to: 'class:parts', ratio: '1' }] }]
const HOLDERS = [{ name: 'Ann', shares: 10, paidIn: '100.00', paidOn: '2025-01-01' }]
const RUN = { reports: [{ periodEnd: '2026-01-01', lines: [{ gross: '5.00' }] }] }
const valid = () => ({
  name: 'A simulation',
  contract: { currency: 'EUR', tiers: TIERS, unsold: 'raisesSold' },
  classes: [{ code: 'parts', shares: 10, holders: HOLDERS }],
  scenarios: [{ name: 'some', runs: [RUN] }],
})

/** The scenarios with one place changed: of another value, or without it where undefined is given. */
function changed(path: string, value: unknown): unknown {
  const file: unknown = JSON.parse(JSON.stringify(valid()))
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const place = keys.reduce((at, key) => (at as Record<string, unknown>)[key], file) as Record<
    string,
    unknown
  >
  if (value === undefined) delete place[last]
  else place[last] = value
  return file
}

function refusalOf(read: () => unknown): Pick<Refusal, 'code' | 'field' | 'message'> | null {
  try {
    read()
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { code: error.code, field: error.field, message: error.message }
  }
}

describe('scenarios are read', () => {
  test('with what the contract need not say', () => {
    expect(readScenarios(valid())).toEqual({
      contract: {
        currency: 'EUR',
        tiers: TIERS,
        unsold: 'raisesSold',
        partners: [],
        recordDate: 'periodEnd',
        collectedBy: 'clientsAccount',
        levies: 'none',
      },
      classes: [{ code: 'parts', shares: 10, holders: HOLDERS }],
      scenarios: [{ name: 'some', runs: [RUN] }],
    })
  })

  test('with a run as often as it is to be repeated', () => {
    const { scenarios } = readScenarios(changed('scenarios.0.runs.0.repeat', 3))
    expect(scenarios[0]?.runs).toEqual([RUN, RUN, RUN])
  })
})

describe('what cannot be read is refused with its place and value:', () => {
  test.each<[path: string, value: unknown, code: string, field: string, says: string]>([
    ['scenario', [], 'SIMULATION_MALFORMED', 'scenario', 'scenario is not known: known are name, source'],
    ['contract', undefined, 'SIMULATION_MALFORMED', 'contract', 'contract is missing: it must be an object'],
    ['name', '', 'SIMULATION_MALFORMED', 'name', 'name is "": it must be a text as long as at least 1'],
    [
      'contract.tiers.0.takess',
      '1',
      'SIMULATION_MALFORMED',
      'contract.tiers.0.takess',
      'contract.tiers.0.takess is not known',
    ],
    [
      'contract.tiers.0.split.0.ratio',
      0.5,
      'SIMULATION_MALFORMED',
      'contract.tiers.0.split.0.ratio',
      'ratio is 0.5: it must be a text in quotes',
    ],
    [
      'contract.unsold',
      'x',
      'SIMULATION_MALFORMED',
      'contract.unsold',
      'is "x": it must be one of "raisesSold"',
    ],
    ['contract.currency', 'EURO', 'CURRENCY_UNKNOWN', 'contract.currency', '"EURO"'],
    [
      'classes.0.shares',
      1.5,
      'SIMULATION_MALFORMED',
      'classes.0.shares',
      'is 1.5: it must be a whole number',
    ],
    ['classes.0.shares', 0, 'SIMULATION_MALFORMED', 'classes.0.shares', 'is 0: it must be at least 1'],
    [
      'classes.0.shares',
      3e9,
      'SIMULATION_MALFORMED',
      'classes.0.shares',
      'is 3000000000: it must be at most',
    ],
    ['classes.0.shares', 9, 'SIMULATION_MALFORMED', 'classes.0.holders', 'hold 10 shares: the class has 9'],
    ['classes.0.code', 'Parts!', 'CLASS_CODE_MALFORMED', 'classes.0.code', '"Parts!"'],
    ['classes.1', { code: 'parts', shares: 1, holders: [] }, 'CLASS_TWICE', 'classes', '"parts"'],
    [
      'classes.0.holders',
      [
        { name: 'Ann', shares: 1, paidIn: '1' },
        { name: 'Ann', shares: 1, paidIn: '1' },
      ],
      'SIMULATION_MALFORMED',
      'classes.0.holders.1.name',
      'is "Ann" again',
    ],
    ['classes.0.holders.0.paidIn', '-1', 'AMOUNT_NEGATIVE', 'classes.0.holders.0.paidIn', '-1 EUR'],
    ['classes.0.holders.0.paidIn', '1,5', 'AMOUNT_MALFORMED', 'classes.0.holders.0.paidIn', '"1,5"'],
    [
      'classes.0.holders.0.paidOn',
      '2025-02-30',
      'DATE_MALFORMED',
      'classes.0.holders.0.paidOn',
      '2025-02-30',
    ],
    ['scenarios.0.name', 'nothing comes back', 'SIMULATION_MALFORMED', 'scenarios.0.name', 'again'],
    [
      'scenarios.1',
      { name: 'some', runs: [] },
      'SIMULATION_MALFORMED',
      'scenarios.1.name',
      'is "some" again',
    ],
    ['scenarios.0.runs.0.reports', [], 'SIMULATION_MALFORMED', 'scenarios.0.runs.0.reports', 'is []'],
    ['scenarios.0.runs.0.repeat', 1201, 'SIMULATION_MALFORMED', 'scenarios.0.runs.0.repeat', 'at most 1200'],
    [
      'scenarios.0.runs.1',
      { reports: [{ periodEnd: '2025-12-31', lines: [{ gross: '1' }] }] },
      'SIMULATION_MALFORMED',
      'scenarios.0.runs.1',
      'ends on 2025-12-31, before the run before it (2026-01-01)',
    ],
    [
      'scenarios.0.runs.0.reports.0.periodEnd',
      '2026-13-01',
      'DATE_MALFORMED',
      'scenarios.0.runs.0.reports.0.periodEnd',
      '"2026-13-01"',
    ],
    [
      'scenarios.0.runs.0.reports.0.lines.0.gross',
      '5.001',
      'AMOUNT_TOO_PRECISE',
      'scenarios.0.runs.0.reports.0.lines.0.gross',
      '5.001',
    ],
    [
      'scenarios.0.runs.0.reports.0.lines.0.deduction',
      '5.01',
      'DEDUCTION_TOO_LARGE',
      'scenarios.0.runs.0.reports.0.lines.0.deduction',
      '5.01 EUR is more than the 5.00 EUR',
    ],
    [
      'scenarios.0.runs.0.reports.0.lines.0.category',
      'A b',
      'CLASS_CODE_MALFORMED',
      'scenarios.0.runs.0.reports.0.lines.0.category',
      '"A b"',
    ],
  ])('%s = %j', (path, value, ...[code, field, says]) => {
    const refusal = refusalOf(() => readScenarios(changed(path, value)))
    expect(refusal).toEqual({ code, field, message: expect.stringContaining(says) })
  })

  test('all that moves in a scenario together is more than the books hold', () => {
    const lines = [{ gross: '9000000000000000.00' }, { gross: '-9000000000000000.00' }]
    expect(
      refusalOf(() => readScenarios(changed('scenarios.0.runs.0.reports.0.lines', lines))),
    ).toMatchObject({ code: 'AMOUNT_TOO_LARGE', field: 'scenarios.0' })
  })

  test('a text that is no JSON', () => {
    expect(refusalOf(() => parseScenarios('{'))).toEqual({
      code: 'SIMULATION_MALFORMED',
      field: 'input',
      message: expect.stringContaining('the file is not JSON'),
    })
  })

  test('something that is no object', () => {
    expect(refusalOf(() => parseScenarios('5'))).toMatchObject({
      code: 'SIMULATION_MALFORMED',
      message: 'The scenarios cannot be read in 1 place: input is 5: it must be an object.',
    })
  })

  test('many places, of which the first ten are told', () => {
    const bad = Array.from({ length: 12 }, () => ({ name: 1, runs: [] }))
    const message = refusalOf(() => readScenarios(changed('scenarios', bad)))?.message ?? ''
    expect(message).toContain('in 12 places')
    expect(message.split('; ')).toHaveLength(11)
    expect(message).toMatch(/…\.$/)
  })
})

describe('within limits', () => {
  const most = { scenarios: 1, tiers: 1, classes: 1, holders: 1, runs: 1, lines: 1 }

  test('what is as large as may be is read', () => {
    expect(refusalOf(() => readScenarios(valid(), most))).toBeNull()
  })

  test.each<[string, string, unknown]>([
    [
      'scenarios',
      'scenarios',
      [
        { name: 'a', runs: [] },
        { name: 'b', runs: [] },
      ],
    ],
    ['tiers', 'contract.tiers', [...TIERS, ...TIERS]],
    [
      'classes',
      'classes',
      [
        { code: 'a', shares: 1, holders: [] },
        { code: 'b', shares: 1, holders: [] },
      ],
    ],
    ['holders', 'classes.0.holders', [...HOLDERS, { ...HOLDERS[0], name: 'Bea' }]],
    ['runs', 'scenarios.0.runs.0.repeat', 2],
    ['lines', 'scenarios.0.runs.0.reports.0.lines', [{ gross: '1' }, { gross: '2' }]],
  ])('too many %s are refused', (what, path, value) => {
    expect(refusalOf(() => readScenarios(changed(path, value), most))).toEqual({
      code: 'SIMULATION_TOO_LARGE',
      field: what,
      message: `There are 2 ${what}: one request simulates at most 1. A file of your own has no limit: npm run simulate.`,
    })
  })
})
