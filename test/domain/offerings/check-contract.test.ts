import { describe, expect, test } from '@jest/globals'
import { checkContract } from '../../../src/domain/offerings/terms/check-contract.ts'
import type { ContractTerms, Reporting, Tier } from '../../../src/domain/offerings/terms/contract-terms.ts'
import { CONTRACT } from '../../support/world.ts'

const check = (change: Partial<ContractTerms>) => () => checkContract({ ...CONTRACT, ...change }, ['parts'])
const tier = (...split: [string, string][]): Tier => ({
  name: 'Receipts',
  takes: '1',
  split: split.map(([to, ratio]) => ({ to: to as Tier['split'][number]['to'], ratio })),
})
const reporting = (change: Partial<Reporting>): Partial<ContractTerms> => {
  return { reporting: { every: 'month', from: '2025-01-31', dueDays: 10, ...change } }
}
const partner = { code: 'label', name: 'Label', partyId: '00000000-0000-7000-8000-000000000001' }

describe('a contract is checked before anybody can sign it', () => {
  test.each<[string, Partial<ContractTerms>]>([
    ['thirds are exact', { tiers: [tier(['class:parts', '1/3'], ['issuer', '1/3'], ['platform', '1/3'])] }],
    [
      'tiers that take part after part',
      { tiers: [{ ...tier(['platform', '1']), name: 'Fee', takes: '0.15' }, tier(['issuer', '1'])] },
    ],
    [
      'months from the 31st, with a tolerance above one',
      reporting({ tolerance: '3/2', remindDays: [-7, 0, 30] }),
    ],
    [
      'partners by name',
      { partners: [partner], tiers: [tier(['partner:label', '0.5'], ['class:parts', '0.50'])] },
    ],
    [
      'a second tier that prolongs a term up to a floor',
      {
        tiers: [
          { ...tier(['class:parts', '1']), name: 'Term', takes: '0.05', of: 'turnover', until: '2025-12-31' },
          {
            ...tier(['class:parts', '1']),
            name: 'Prolonged',
            takes: '0.05',
            of: 'turnover',
            from: '2026-01-01',
            upTo: { counts: 'class:parts', raised: { class: 'parts', times: '1' } },
          },
          tier(['issuer', '1']),
        ],
      },
    ],
    [
      'categories that are taken to the last cent each on its own',
      {
        tiers: [
          { ...tier(['class:parts', '1']), name: 'Streams', categories: ['streams'] },
          { ...tier(['issuer', '1']), name: 'Others' },
        ],
      },
    ],
    [
      'a cap, when somebody without one stands behind',
      {
        caps: [{ class: 'parts', times: '3' }],
        tiers: [tier(['class:parts', '1']), { ...tier(['issuer', '1']), name: 'Rest' }],
      },
    ],
  ])('accepts: %s', (_name, change) => {
    expect(check(change)).not.toThrow()
  })

  test.each<[string, Partial<ContractTerms>, string]>([
    [
      'SPLIT_NOT_ONE',
      { tiers: [tier(['class:parts', '0.30'], ['issuer', '0.69'])] },
      'adds up to 99/100: it must be exactly 1',
    ],
    ['SPLIT_NOT_ONE', { tiers: [tier(['class:parts', '0.7'], ['issuer', '0.5'])] }, 'adds up to 6/5'],
    [
      'SPLIT_NOT_ONE',
      { tiers: [tier(['class:parts', '0.333333333'], ['issuer', '2/3'])] },
      'it must be exactly 1',
    ],
    ['CONTRACT_EMPTY', { tiers: [] }, 'there is no tier'],
    ['CONTRACT_EMPTY', { tiers: [tier()] }, 'pays nobody'],
    [
      'RATIO_OUT_OF_RANGE',
      { tiers: [tier(['issuer', '1'], ['platform', '0'])] },
      '"platform" in tier "Receipts" is 0',
    ],
    ['RATIO_OUT_OF_RANGE', { tiers: [{ ...tier(['issuer', '1']), takes: '1.1' }] }, 'tier "Receipts" is 1.1'],
    ['RATIO_MALFORMED', { tiers: [tier(['issuer', '100%'])] }, '"100%" is not a ratio'],
    [
      'TIER_DEAD',
      { tiers: [tier(['issuer', '1']), { ...tier(['platform', '1']), name: 'Late' }] },
      'Tier "Late" can never receive anything',
    ],
    [
      'TIERS_LEAVE_REST',
      { tiers: [{ ...tier(['issuer', '1']), takes: '0.9' }] },
      'After tier "Receipts" something may be left of revenue: its last tier must take 1',
    ],
    [
      'TIERS_LEAVE_REST',
      { tiers: [{ ...tier(['issuer', '1']), categories: ['streams'] }] },
      'something may be left of revenue:',
    ],
    [
      'TIERS_LEAVE_REST',
      { tiers: [{ ...tier(['issuer', '1']), until: '2025-12-31' }] },
      'revenue of periods that end on 2026-01-01 or after',
    ],
    ['TIERS_LEAVE_REST', { tiers: [{ ...tier(['issuer', '1']), upTo: { amount: '10' } }] }, 'without end'],
    [
      'TIERS_LEAVE_REST',
      { caps: [{ class: 'parts', times: '3' }], tiers: [tier(['class:parts', '1'])] },
      'without a capped class',
    ],
    [
      'TIER_DEAD',
      {
        tiers: [
          { ...tier(['issuer', '1']), categories: ['streams'] },
          { ...tier(['platform', '1']), name: 'Late', categories: ['streams'] },
          { ...tier(['issuer', '1']), name: 'Rest' },
        ],
      },
      'Tier "Late" can never receive anything: "Receipts" takes all',
    ],
    [
      'TIER_TWICE',
      { tiers: [{ ...tier(['issuer', '1']), takes: '0.5' }, tier(['issuer', '1'])] },
      'two tiers "Receipts"',
    ],
    [
      'TIER_ASKS_TWICE',
      { tiers: [{ ...tier(['issuer', '1']), takes: '0.5', perReport: '10' }] },
      'asks in more than one way',
    ],
    [
      'TIER_PERIOD_WRONG',
      { tiers: [{ ...tier(['issuer', '1']), from: '2026-01-01', until: '2025-12-31' }] },
      'cannot end (2025-12-31) before it begins (2026-01-01)',
    ],
    ['DATE_MALFORMED', { tiers: [{ ...tier(['issuer', '1']), until: '2025-02-30' }] }, '2025-02-30'],
    [
      'GROUP_MIXED',
      {
        tiers: [
          { ...tier(['issuer', '1']), group: 'g', upTo: { amount: '10' } },
          { ...tier(['platform', '1']), name: 'Other', group: 'g', categories: ['streams'] },
          { ...tier(['issuer', '1']), name: 'Rest' },
        ],
      },
      'Tier "Other" of group "g" stands apart',
    ],
    ['THRESHOLD_UNCLEAR', { tiers: [{ ...tier(['issuer', '1']), upTo: {} }] }, 'says 0 things'],
    [
      'THRESHOLD_UNCLEAR',
      { tiers: [{ ...tier(['issuer', '1']), upTo: { counts: 'platform', amount: '10' } }] },
      'counts "platform"',
    ],
    [
      'RECIPIENT_UNKNOWN',
      { tiers: [{ ...tier(['issuer', '1']), upTo: { raised: { class: 'shares', times: '1' } } }] },
      'pays "class:shares"',
    ],
    [
      'TIER_UNKNOWN',
      {
        tiers: [
          {
            ...tier(['issuer', '1']),
            upTo: { catchUp: { to: 'issuer', ratio: '0.2', with: ['Rest'] } },
          },
          { ...tier(['issuer', '1']), name: 'Rest' },
        ],
      },
      'Tier "Receipts" names "Rest", which is no other tier, or stands after it',
    ],
    [
      'CATCH_UP_IMPOSSIBLE',
      {
        tiers: [
          { ...tier(['class:parts', '1']), name: 'Preferred', upTo: { amount: '10' } },
          {
            ...tier(['issuer', '0.2'], ['class:parts', '0.8']),
            upTo: { catchUp: { to: 'issuer', ratio: '0.2', with: ['Preferred'] } },
          },
          { ...tier(['issuer', '1']), name: 'Rest' },
        ],
      },
      'gives "issuer" 0.2: he would never reach 0.2',
    ],
    ['WEIGHTS_OUT_OF_RANGE', { weights: { by: 'recordDate', minimumDays: 367 } }, '367 is not'],
    [
      'REPORTING_OUT_OF_RANGE',
      reporting({ dueDays: 0 }),
      'dueDays of the reporting clause is 0: it must be 1 to 366.',
    ],
    ['REPORTING_OUT_OF_RANGE', reporting({ dueDays: 367 }), 'is 367'],
    ['REPORTING_OUT_OF_RANGE', reporting({ remindDays: [-367] }), 'is -367: it must be -366 to 366.'],
    [
      'REPORTING_OUT_OF_RANGE',
      reporting({ remindDays: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13] }),
      'is 13',
    ],
    ['REPORTING_OUT_OF_RANGE', reporting({ from: '1969-12-31' }), 'is 1969-12-31: it must be 1970-01-01'],
    ['DATE_MALFORMED', reporting({ from: '2025-02-29' }), '"2025-02-29" is not a day'],
    ['REMINDER_TWICE', reporting({ remindDays: [-7, 1, -7] }), 'The reminder -7 days from the due day'],
    ['RATIO_OUT_OF_RANGE', reporting({ tolerance: '0.0' }), 'the tolerance is 0.0'],
    ['RATIO_MALFORMED', reporting({ tolerance: '25 %' }), '"25 %"'],
    ['RATIO_OUT_OF_RANGE', { recoverRatio: '1.01' }, 'what is recovered is 1.01'],
    ['RECIPIENT_UNKNOWN', { tiers: [tier(['class:shares', '1'])] }, 'pays "class:shares"'],
    ['RECIPIENT_UNKNOWN', { tiers: [tier(['partner:label', '1'])] }, 'pays "partner:label"'],
    ['RECIPIENT_TWICE', { tiers: [tier(['issuer', '0.5'], ['issuer', '0.5'])] }, 'names "issuer" twice'],
    [
      'CLASS_TWICE',
      { partners: [partner, partner], tiers: [tier(['issuer', '1'])] },
      '"label" is there twice',
    ],
    [
      'CLASS_CODE_MALFORMED',
      { partners: [{ ...partner, code: 'The Label' }], tiers: [tier(['issuer', '1'])] },
      '"The Label" is not a code',
    ],
  ])('refuses with %s', (code, change, message) => {
    expect(check(change)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message), field: expect.any(String) }),
    )
  })
})
