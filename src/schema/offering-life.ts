import { type Votes, votesFor } from '../domain/offerings/life/votes.ts'
import type { OfferingRow } from '../domain/offerings/offerings.ts'
import { type LifeClauses, RECONFIRM_DAYS } from '../domain/offerings/terms/life-clauses.ts'
import { builder } from './builder.ts'
import { OfferingNode } from './refs.ts'
import { money } from './scalars.ts'

export const AudienceEnum = builder.enumType('Audience', {
  description: 'For whom an offering and its project exist. To all others neither is there.',
  values: {
    public: { description: 'Everybody' },
    members: { description: 'Everybody who is signed in' },
    invited: { description: 'Those who were invited' },
  } as const,
})

export const RECONFIRM = {
  description:
    'Business days (TARGET) in which an order is reconfirmed after a revision: 1 to 30; otherwise 2.',
} as const
export const EARLY_CLOSE = { description: 'How early it may close, if it may.' } as const
export const EXTENSION = {
  description: 'By how many calendar days in all it may close later than its terms say, if it may: 1 to 365.',
} as const
export const VOTE = { description: 'The vote of members before it opens, if there is one.' } as const

const MINIMUM_DAYS = { description: 'It stays open so many calendar days at least.' } as const
const NOTICE_DAYS = { description: 'It is said so many calendar days before.' } as const
const VOTE_ENDS = {
  description: 'Votes are taken until just before this moment: the opening, or before.',
} as const
const QUORUM = { description: 'With fewer votes it does not open: it fails.' } as const

export const EarlyCloseInput = builder.inputType('EarlyCloseInput', {
  description: 'How early an offering may close.',
  fields: t => ({ minimumDays: t.int(MINIMUM_DAYS), noticeDays: t.int(NOTICE_DAYS) }),
})

export const VoteInput = builder.inputType('VoteInput', {
  description: 'A vote of members on whether an offering is to open.',
  fields: t => ({ endsAt: t.field({ ...VOTE_ENDS, type: 'Instant' }), quorum: t.int(QUORUM) }),
})

type Given = {
  reconfirmDays?: number | null | undefined
  earlyClose?: { minimumDays: number; noticeDays: number } | null | undefined
  mostExtensionDays?: number | null | undefined
  vote?: { endsAt: Date; quorum: number } | null | undefined
}

/** The clauses about the life of an offering that were given, those given as null without a value; null: none were. */
export function lifeOf({ reconfirmDays, earlyClose, mostExtensionDays, vote }: Given): LifeClauses | null {
  const life: LifeClauses = {
    ...(reconfirmDays !== undefined && { reconfirmDays: reconfirmDays ?? undefined }),
    ...(earlyClose !== undefined && { earlyClose: earlyClose ? { ...earlyClose } : undefined }),
    ...(mostExtensionDays !== undefined && { mostExtensionDays: mostExtensionDays ?? undefined }),
    ...(vote !== undefined && {
      vote: vote ? { endsAt: vote.endsAt.toISOString(), quorum: vote.quorum } : undefined,
    }),
  }
  return Object.keys(life).length === 0 ? null : life
}

const EarlyCloseType = builder.objectRef<NonNullable<LifeClauses['earlyClose']>>('EarlyClose').implement({
  description: 'How early an offering may close.',
  authScopes: { public: true },
  fields: t => ({
    minimumDays: t.exposeInt('minimumDays', MINIMUM_DAYS),
    noticeDays: t.exposeInt('noticeDays', NOTICE_DAYS),
  }),
})

type VoteValue = NonNullable<LifeClauses['vote']> & Votes & Pick<OfferingRow, 'currency'>

const VoteType = builder.objectRef<VoteValue>('VoteOfInterest').implement({
  description: 'A vote of members on whether an offering is to open.',
  authScopes: { public: true },
  fields: t => ({
    endsAt: t.field({ ...VOTE_ENDS, type: 'Instant', resolve: row => new Date(row.endsAt) }),
    quorum: t.exposeInt('quorum', QUORUM),
    votes: t.exposeInt('votes', { description: 'How many voted for it.' }),
    amount: t.field(money('What they would give together, as far as they said it.', row => row.amount)),
  }),
})

builder.objectFields(OfferingNode, t => ({
  audience: t.expose('audience', { type: AudienceEnum, description: 'For whom it exists.' }),
  termsVersion: t.exposeInt('version', { description: 'The version of its terms that counts now.' }),
  reconfirmDays: t.int({ ...RECONFIRM, resolve: row => row.life?.reconfirmDays ?? RECONFIRM_DAYS }),
  earlyClose: t.field({
    ...EARLY_CLOSE,
    type: EarlyCloseType,
    nullable: true,
    resolve: row => row.life?.earlyClose ?? null,
  }),
  mostExtensionDays: t.int({
    ...EXTENSION,
    nullable: true,
    resolve: row => row.life?.mostExtensionDays ?? null,
  }),
  vote: t.field({
    ...VOTE,
    type: VoteType,
    nullable: true,
    resolve: async ({ id, life, currency }, _args, { em }) =>
      life?.vote === undefined ? null : { ...life.vote, ...(await votesFor(em, id)), currency },
  }),
}))
