import { createHash } from 'node:crypto'
import { Pool } from 'pg'
import { RateLimiterPostgres } from 'rate-limiter-flexible'
import { refuse as refuseParty } from '../domain/parties/refusals.ts'

/** Counts attempts at what can be guessed: passwords and codes. The counts are kept in the database, for all processes. */
export type RateLimits = {
  /** Counts an attempt on a mailbox. Refuses TOO_MANY_ATTEMPTS. */
  attempt(what: Guessed, address: string): Promise<void>
  /** The attempts on a mailbox were its owner's: they count no more. */
  forget(what: Guessed, address: string): Promise<void>
  close(): Promise<void>
}

type Guessed = 'signIn' | 'code' | 'mail'

const ATTEMPTS = 10
const MINUTES = 15

/** Limits over a small pool of their own: the library reads a count as text, our pool would give it a bigint. */
export function openRateLimits(url: string): RateLimits {
  const pool = new Pool({ connectionString: url, max: 2, application_name: 'tantieme-limits' })
  pool.on('error', () => undefined) // a lost idle connection is replaced at the next attempt
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
    close: () => pool.end(),
  }
}

/** Hashed, so that no address stands outside the profiles. */
function keyOf(what: Guessed, address: string): string {
  return createHash('sha256').update(`${what}:${address.trim().toLowerCase()}`).digest('base64url')
}
