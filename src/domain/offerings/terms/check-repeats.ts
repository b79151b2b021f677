import { monthsLater } from '../../time/calendar.ts'
import type { Audience } from './life-clauses.ts'
import type { Repeats } from './offering-terms.ts'
import { refuse } from './refusals.ts'
import { listGates, type Regime } from './regimes.ts'

type Repeated = {
  repeats: Repeats | null
  opensAt: Date
  closesAt: Date
  regime: Regime | null
  audience: Audience
}

/**
 * What is asked for each month lasts one month, so that each round begins when the one before it ends. It sells no class,
 * for shares run out, and has no gates but duties, for each offering under them needs a sheet and a cap of its own. Refuses
 * REPEATS_WRONG.
 */
export function checkRepeats(
  { repeats, opensAt, closesAt, regime, audience }: Repeated,
  { classId, timeZone }: { classId: string | null; timeZone: string },
): void {
  if (repeats === null) return
  if (classId !== null) throw refuse.REPEATS_WRONG({ why: 'it sells shares of a class, and these run out' })
  if (listGates(regime).some(({ effect }) => effect !== 'duty')) {
    throw refuse.REPEATS_WRONG({ why: `under "${regime}" each offering is tested by itself` })
  }
  if (audience === 'invited') throw refuse.REPEATS_WRONG({ why: 'an invitation is to one round of it' })
  const end = monthsLater(opensAt, 1, timeZone)
  if (closesAt.getTime() === end.getTime()) return
  const [closes, wanted] = [closesAt, end].map(instant => instant.toISOString())
  throw refuse.REPEATS_WRONG({ why: `it closes ${closes}, and a month after its opening is ${wanted}` })
}
