import { parseRatio } from '../../money/fraction.ts'
import { parseDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import type { Recipient, Threshold, Tier } from './contract-terms.ts'

type Place = {
  upTo: Threshold
  known: ReadonlySet<Recipient>
  tiers: readonly Tier[]
  before: readonly Tier[]
}

/**
 * The static checks of a tier's threshold: it says exactly one thing, counts somebody the tier pays, and waits for no
 * later tier. Refuses THRESHOLD_UNCLEAR, RECIPIENT_UNKNOWN, TIER_UNKNOWN, CATCH_UP_IMPOSSIBLE, RATIO_MALFORMED,
 * DATE_MALFORMED.
 */
export function checkThreshold(tier: Tier, place: Place): void {
  const { counts = 'tier', amount, raised, interest, catchUp } = place.upTo
  const said = [amount, raised, interest, catchUp].filter(part => part !== undefined)
  const counted = counts === 'tier' || tier.split.some(part => part.to === counts)
  if (said.length !== 1 || !counted)
    throw refuse.THRESHOLD_UNCLEAR({ tier: tier.name, says: said.length, counts })
  if (amount !== undefined) parseRatio(amount)
  if (raised !== undefined) {
    checkClass(tier, raised.class, place)
    parseRatio(raised.times)
  }
  if (interest !== undefined) checkInterest(tier, interest, place)
  if (catchUp !== undefined) checkCatchUp(tier, catchUp, place)
}

function checkInterest(tier: Tier, interest: NonNullable<Threshold['interest']>, place: Place): void {
  checkClass(tier, interest.class, place)
  parseRatio(interest.rate)
  parseDay(interest.from)
  const { repaidBy } = interest
  if (repaidBy !== undefined && !place.tiers.some(each => each.name === repaidBy && each !== tier)) {
    throw refuse.TIER_UNKNOWN({ tier: tier.name, named: repaidBy })
  }
}

function checkCatchUp(tier: Tier, catchUp: NonNullable<Threshold['catchUp']>, { before }: Place): void {
  for (const named of catchUp.with) {
    if (!before.some(each => each.name === named)) throw refuse.TIER_UNKNOWN({ tier: tier.name, named })
  }
  const own = tier.split.find(part => part.to === catchUp.to)?.ratio ?? '0'
  if (parseRatio(own).compare(parseRatio(catchUp.ratio)) <= 0) {
    throw refuse.CATCH_UP_IMPOSSIBLE({ tier: tier.name, to: catchUp.to, own, ratio: catchUp.ratio })
  }
}

function checkClass(tier: Tier, code: string, { known }: Place): void {
  const recipient = `class:${code}` as const
  if (!known.has(recipient)) throw refuse.RECIPIENT_UNKNOWN({ tier: tier.name, recipient })
}
