import { createHash } from 'node:crypto'
import { RateLimiterPostgres } from 'rate-limiter-flexible'
import { refuse as refuseParty } from '../domain/parties/refusals.ts'

/** Counts attempts at what can be guessed: passwords and codes. The counts are kept in the database, for all processes. */
export type RateLimits = {
  /** Counts an attempt on a mailbox. Refuses TOO_MANY_ATTEMPTS. */
  attempt(what: Guessed, address: string): Promise<void>
  /** The attempts on a mailbox were its owner's: they count no more. */
  forget(what: Guessed, address: string): Promise<void>
}

type Guessed = 'signIn' | 'code' | 'mail'

const ATTEMPTS = 10
const MINUTES = 15

/** Limits over the application's connection pool. */
export function openRateLimits(pool: unknown): RateLimits {
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    tableName: 'rate_limit',
    tableCreated: true,
    points: ATTEMPTS,
    duration: MINUTES * 60,
    clearExpiredByTimeout: false,
  })
  return {
    async attempt(what, address) {
      try {
        await limiter.consume(keyOf(what, address))
      } catch (reason) {
        if (reason instanceof Error) throw reason
        throw refuseParty.TOO_MANY_ATTEMPTS({ attempts: ATTEMPTS, minutes: MINUTES })
      }
    },
    async forget(what, address) {
      await limiter.delete(keyOf(what, address))
    },
  }
}

/** Hashed, so that no address stands outside the profiles. */
function keyOf(what: Guessed, address: string): string {
  return createHash('sha256').update(`${what}:${address.trim().toLowerCase()}`).digest('base64url')
}
