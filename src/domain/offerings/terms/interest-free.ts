import { ONE, parseRatio } from '../../money/fraction.ts'
import { refuse } from '../refusals.ts'
import type { ContractTerms, Recipient, Tier } from './contract-terms.ts'

/**
 * Holds an interest-free contract to its word: no tier reckons interest or pays the platform or a partner, the schedule
 * has no rate, and no class can get back more than it put in. Refuses INTEREST_FORBIDDEN, which names the tier.
 */
export function checkInterestFree(terms: ContractTerms): void {
  const { tiers, caps = [], schedule } = terms
  if (schedule !== undefined && parseRatio(schedule.rateRatio).n !== 0n) {
    const why = `it asks for ${schedule.rateRatio} a year`
    throw refuse.INTEREST_FORBIDDEN({ what: 'The schedule', why }).at('schedule')
  }
  for (const cap of caps.filter(each => aboveOne(each.times))) {
    const why = `it lets holders have ${cap.times} times what they put in`
    throw refuse.INTEREST_FORBIDDEN({ what: `The cap of class "${cap.class}"`, why }).at('caps')
  }
  for (const tier of tiers) {
    const why = whyForbidden(tier, terms)
    if (why !== null) throw refuse.INTEREST_FORBIDDEN({ what: `Tier "${tier.name}"`, why })
  }
}

const aboveOne = (times: string) => parseRatio(times).compare(ONE) > 0

function whyForbidden(tier: Tier, { tiers, caps = [] }: ContractTerms): string | null {
  const { upTo, split } = tier
  if (upTo?.interest !== undefined) return `it reckons interest of ${upTo.interest.rate} a year`
  const paid = split.map(part => part.to)
  const fee = paid.find(to => to === 'platform' || to.startsWith('partner:'))
  if (fee !== undefined) return `it pays "${fee}", and a fee would be taken from what is lent for nothing`
  if (upTo?.raised !== undefined && aboveOne(upTo.raised.times)) {
    return `it runs up to ${upTo.raised.times} times what was put in`
  }
  const open = paid.find(to => {
    return to.startsWith('class:') && !caps.some(cap => to === `class:${cap.class}`) && !bounded(to, tiers)
  })
  return open === undefined ? null : `nothing stops it when "${open}" has back what it put in`
}

/** The tiers that pay a class stop together when it has back what it put in: its only one, or all by what it got. */
function bounded(to: Recipient, tiers: readonly Tier[]): boolean {
  const paying = tiers.filter(tier => tier.split.some(part => part.to === to))
  return paying.every(({ upTo }) => {
    const { raised, counts = 'tier' } = upTo ?? {}
    return to === `class:${raised?.class}` && (counts === to || (counts === 'tier' && paying.length === 1))
  })
}
