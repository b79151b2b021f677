import { describe, expect, test } from '@jest/globals'
import { checkOfferingTerms } from '../../../src/domain/offerings/terms/check-offering-terms.ts'
import { checkPublication, type Publication } from '../../../src/domain/offerings/terms/check-publication.ts'
import { gatesOf, listGates, listRegimes, regimesWith } from '../../../src/domain/offerings/terms/regimes.ts'
import { TERMS } from '../../support/world.ts'

test('each gate has its article, and those that warn are those that may not block', () => {
  const gates = (regime: Parameters<typeof listGates>[0]) =>
    Object.fromEntries(
      listGates(regime).map(({ code, article, effect, parameters }) => [code, [article, effect, parameters]]),
    )
  const ecspr = {
    offerCap: ['Art 1(2)(c) Reg. (EU) 2020/1503', 'blocks', { capEur: '5000000.00', months: 12 }],
    keyInformation: ['Art 23(2), (7) Reg. (EU) 2020/1503', 'blocks', { a4Sides: 6 }],
    sheetCorrection: ['Art 23(8), (12) Reg. (EU) 2020/1503', 'blocks', { calendarDays: 30 }],
    conflicts: ['Art 8(2) Reg. (EU) 2020/1503', 'blocks', {}],
    noParticipation: ['Art 8(1) Reg. (EU) 2020/1503', 'duty', {}],
    insiderInvestments: ['Art 8(2) Reg. (EU) 2020/1503', 'duty', { shareRatio: '0.20' }],
    records: ['Art 26(a), (c) Reg. (EU) 2020/1503', 'duty', { years: 5 }],
    knowledgeTest: ['Art 21(1)-(4), (6) Reg. (EU) 2020/1503', 'warns', { validYears: 2 }],
    lossSimulation: [
      'Art 21(5)-(6) Reg. (EU) 2020/1503; Art 5, 7-12 Reg. (EU) 2022/2114',
      'warns',
      { validYears: 1, netWorthRatio: '0.10' },
    ],
    largeTicket: ['Art 21(7) Reg. (EU) 2020/1503', 'warns', { floorEur: '1000.00', netWorthRatio: '0.05' }],
    termsFrozen: ['Art 22(1) Reg. (EU) 2020/1503', 'blocks', {}],
    reflection: ['Art 22(2)-(6) Reg. (EU) 2020/1503', 'blocks', { calendarDays: 4, hours: 96 }],
  }
  expect([gates('ECSPR_EQUITY'), gates('ECSPR_LOAN')]).toEqual([ecspr, ecspr])
  expect(['ROYALTY_CONTRACT', 'DONATION', 'REWARD', null].map(name => gates(name as null))).toEqual([
    {},
    { taxReceipts: ['Art 200, 238 bis, 978 CGI', 'duty', {}] },
    {},
    {},
  ])
  expect(regimesWith('offerCap')).toEqual(['ECSPR_EQUITY', 'ECSPR_LOAN'])
  expect(listRegimes().map(({ regime }) => regime)).toEqual([
    'ECSPR_EQUITY',
    'ECSPR_LOAN',
    'ROYALTY_CONTRACT',
    'DONATION',
    'REWARD',
  ])
})

const GOOD: Publication = {
  keyInformationSides: 6,
  target: 300_000_000n,
  elsewhere: 100_000_000n,
  before: 100_000_000n,
  since: '2024-03-03',
  ownerRoles: ['issuer'],
}

describe('to be published under gates an offering', () => {
  test('may have six sides and exactly five million', () => {
    expect(() => checkPublication(gatesOf('ECSPR_LOAN'), GOOD)).not.toThrow()
  })

  test.each<[string, Partial<Publication>, string]>([
    [
      'KEY_INFORMATION_MISSING',
      { keyInformationSides: null },
      'no key information sheet, which it is published with: Art 23(2), (7)',
    ],
    [
      'KEY_INFORMATION_TOO_LONG',
      { keyInformationSides: 7 },
      'has 7 sides of A4; at most 6 are allowed: Art 23(2), (7)',
    ],
    [
      'OFFER_CAP_EXCEEDED',
      { elsewhere: 100_000_001n },
      'This offering (3000000.00 EUR), what its owner offered here since 2024-03-03 (1000000.00 EUR) and elsewhere (1000000.01 EUR) come to 5000000.01 EUR; the cap is 5000000.00 EUR: Art 1(2)(c) Reg. (EU) 2020/1503.',
    ],
    [
      'OWNER_CONFLICTED',
      { ownerRoles: ['issuer', 'auditor'] },
      'holds the role "auditor" on this platform and can offer nothing on it: Art 8(2)',
    ],
  ])('%s', (code, wrong, message) => {
    const refused = expect.objectContaining({ code, message: expect.stringContaining(message) })
    expect(() => checkPublication(gatesOf('ECSPR_EQUITY'), { ...GOOD, ...wrong })).toThrow(
      refused as unknown as Error,
    )
    expect(() => checkPublication(gatesOf('REWARD'), { ...GOOD, ...wrong })).not.toThrow()
  })
})

test('terms name a regime whose limits can be counted, and a sheet that can be', () => {
  const check = (more: object, currency: 'EUR' | 'USD' = 'EUR') => {
    return () => checkOfferingTerms({ ...TERMS, ...more }, currency)
  }
  const refused = (code: string, message = '') =>
    expect.objectContaining({ code, message: expect.stringContaining(message) }) as unknown as Error
  expect(check({ regime: 'ECSPR_LOAN' })).not.toThrow()
  expect(check({ regime: 'REWARD' }, 'USD')).not.toThrow()
  expect(check({ regime: 'ECSPR_LOAN' }, 'USD')).toThrow(
    refused('REGIME_CURRENCY', 'The gates of ECSPR_LOAN count in EUR; the project is kept in USD.'),
  )
  const sheet = (sides: number, sha256 = 'a'.repeat(64)) => ({ keyInformation: { sha256, sides } })
  expect(check(sheet(7))).not.toThrow()
  expect(check(sheet(0))).toThrow(refused('SIDES_NOT_POSITIVE', '0 is not a number of sides'))
  expect(check(sheet(1, 'short'))).toThrow(refused('EVIDENCE_MALFORMED'))
})
