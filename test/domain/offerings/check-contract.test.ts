import { describe, expect, test } from '@jest/globals'
import { checkContract } from '../../../src/domain/offerings/terms/check-contract.ts'
import type { ContractTerms, Tier } from '../../../src/domain/offerings/terms/contract-terms.ts'
import { CONTRACT } from '../../support/world.ts'

const check = (change: Partial<ContractTerms>) => () => checkContract({ ...CONTRACT, ...change }, ['parts'])
const tier = (...split: [string, string][]): Tier => ({
  name: 'Receipts',
  takes: '1',
  split: split.map(([to, ratio]) => ({ to: to as Tier['split'][number]['to'], ratio })),
})
const partner = { code: 'label', name: 'Label', partyId: '00000000-0000-7000-8000-000000000001' }

describe('a contract is checked before anybody can sign it', () => {
  test.each<[string, Partial<ContractTerms>]>([
    ['thirds are exact', { tiers: [tier(['class:parts', '1/3'], ['issuer', '1/3'], ['platform', '1/3'])] }],
    [
      'tiers that take part after part',
      { tiers: [{ ...tier(['platform', '1']), takes: '0.15' }, tier(['issuer', '1'])] },
    ],
    [
      'partners by name',
      { partners: [partner], tiers: [tier(['partner:label', '0.5'], ['class:parts', '0.50'])] },
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
      'takes 0.9 of what is left',
    ],
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
