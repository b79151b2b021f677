import { act, type Deed } from './act.ts'
import type { Orm } from './database/orm.ts'

/** Ends a transaction that was only to be looked at. */
class OnlyLooked extends Error {
  readonly found: unknown

  constructor(found: unknown) {
    super('What was written is taken back: somebody only looked.')
    this.found = found
  }
}

/**
 * Carries out a change as it would be made and takes all of it back, whatever it found: what it answers is exact and
 * nothing is written.
 */
export async function dryRun<Found>(
  orm: Orm,
  deed: Deed,
  look: (em: Parameters<Parameters<typeof act>[2]>[0]) => Promise<Found>,
): Promise<Found> {
  try {
    await act(orm, deed, async em => {
      throw new OnlyLooked(await look(em))
    })
  } catch (error) {
    if (error instanceof OnlyLooked) return error.found as Found
    throw error
  }
  throw new Error('A look at a change was committed')
}
