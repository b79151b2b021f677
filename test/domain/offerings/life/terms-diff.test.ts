import { expect, test } from '@jest/globals'
import { diffOf } from '../../../../src/domain/offerings/life/terms-diff.ts'
import { at } from '../../../support/world.ts'

test('the difference of two versions is said term by term, as the API writes them', () => {
  const before = {
    offeringId: 'a',
    version: 1,
    sharePrice: 1000n,
    goal: 50_000n,
    opensAt: at('2025-01-01'),
    closesAt: at('2025-02-01'),
    regime: null,
    keyInformation: 'aa',
    keyInformationSides: 5,
    life: { earlyClose: { minimumDays: 10, noticeDays: 2 }, reconfirmDays: 2 },
  }
  const after = {
    ...before,
    version: 2,
    sharePrice: 1001n,
    goal: null,
    closesAt: at('2025-02-02'),
    regime: 'REWARD',
    keyInformationSides: 6,
    life: { earlyClose: { minimumDays: 10, noticeDays: 3 }, mostExtensionDays: 7, reconfirmDays: 2 },
  }
  expect(diffOf(before, after, 'EUR')).toEqual([
    { term: 'closesAt', before: '2025-02-01T12:00:00.000Z', after: '2025-02-02T12:00:00.000Z' },
    { term: 'earlyClose.noticeDays', before: '2', after: '3' },
    { term: 'goal', before: '500.00', after: null },
    { term: 'keyInformation.sides', before: '5', after: '6' },
    { term: 'mostExtensionDays', before: null, after: '7' },
    { term: 'regime', before: null, after: 'REWARD' },
    { term: 'sharePrice', before: '10.00', after: '10.01' },
  ])
  expect(diffOf(before, { ...before, version: 2 }, 'EUR')).toEqual([])
})
