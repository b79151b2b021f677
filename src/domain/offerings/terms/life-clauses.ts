import { refuse } from '../refusals.ts'

/**
 * For whom an offering and its project exist: everybody, everybody who is signed in, or those who were invited. To
 * all others neither is there.
 */
export const AUDIENCES = ['public', 'members', 'invited'] as const
export type Audience = (typeof AUDIENCES)[number]

/** What terms may say about the life of an offering. What is left out is not allowed, or has its default. */
export type LifeClauses = {
  /** Business days (TARGET) in which an order is reconfirmed after a revision; not given: 2. */
  reconfirmDays?: number | undefined
  /** The offering may close earlier: not before so many calendar days after it opened, nor without so many days' notice. */
  earlyClose?: { minimumDays: number; noticeDays: number } | undefined
  /** By how many calendar days in all it may close later than its terms say; not given: it may not. */
  mostExtensionDays?: number | undefined
  /** Before it opens, members vote until this instant (ISO 8601, UTC): below the quorum it fails. */
  vote?: { endsAt: string; quorum: number } | undefined
}

/** Business days in which an order is reconfirmed, where the terms do not say it. */
export const RECONFIRM_DAYS = 2

const MOST_DAYS = 365
const MOST_VOTES = 1_000_000_000

/**
 * The static checks of these clauses: the vote ends when the offering opens or before.
 * Refuses LIFE_CLAUSE_OUT_OF_RANGE, VOTE_AFTER_OPENING.
 */
export function checkLife(life: LifeClauses | null | undefined, opensAt: Date): void {
  const { reconfirmDays, earlyClose, mostExtensionDays, vote } = life ?? {}
  within('reconfirmDays', reconfirmDays, 1, 30)
  within('earlyClose.minimumDays', earlyClose?.minimumDays, 0, MOST_DAYS)
  within('earlyClose.noticeDays', earlyClose?.noticeDays, 0, MOST_DAYS)
  within('mostExtensionDays', mostExtensionDays, 1, MOST_DAYS)
  within('vote.quorum', vote?.quorum, 1, MOST_VOTES)
  if (vote !== undefined && new Date(vote.endsAt) > opensAt) {
    throw refuse.VOTE_AFTER_OPENING({ endsAt: vote.endsAt, opensAt: opensAt.toISOString() })
  }
}

function within(what: string, given: number | undefined, least: number, most: number): void {
  if (given === undefined || (Number.isSafeInteger(given) && given >= least && given <= most)) return
  throw refuse.LIFE_CLAUSE_OUT_OF_RANGE({ what, given, least, most })
}
