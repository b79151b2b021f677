import { describe, expect, test } from '@jest/globals'
import {
  OFFERING_MOVES,
  OFFERING_STATES,
  type OfferingMove,
  type OfferingState,
} from '../../../src/domain/offerings/offering-states.ts'
import { offeringOf } from '../../../src/domain/offerings/offerings.ts'
import { useDatabase } from '../../support/database.ts'
import { livesOf } from '../../support/lives.ts'

const database = useDatabase()
const lives = livesOf(database)
const { world } = lives

/** From each state (row) to each (column): by what it moves there; nothing: not at all. */
const PAIRS: Record<OfferingState, Partial<Record<OfferingState, OfferingMove[]>>> = {
  draft: { draft: ['reviseOffering'], review: ['submitOffering'] },
  review: {
    sentBack: ['sendBackOffering'],
    refused: ['refuseOffering'],
    vote: ['publishOffering'],
    scheduled: ['publishOffering'],
    open: ['publishOffering'],
    closing: ['publishOffering'],
  },
  sentBack: { sentBack: ['reviseOffering'], review: ['submitOffering'] },
  refused: {},
  vote: {
    vote: ['voteInterest', 'reviseOffering', 'approveRevision', 'extendOffering'],
    scheduled: ['time'],
    open: ['time'],
    closing: ['time'],
    suspended: ['suspendOffering'],
  },
  scheduled: {
    scheduled: ['reviseOffering', 'approveRevision', 'extendOffering'],
    open: ['time'],
    suspended: ['suspendOffering'],
  },
  open: {
    open: ['subscribe', 'reviseOffering', 'approveRevision', 'extendOffering', 'closeEarly'],
    closing: ['closeEarly', 'time'],
    suspended: ['suspendOffering'],
  },
  suspended: {
    suspended: ['reviseOffering'],
    vote: ['approveRevision'],
    scheduled: ['approveRevision'],
    open: ['approveRevision'],
    closing: ['approveRevision'],
    cancelled: ['time'],
  },
  cancelled: { failed: ['closeOffering'] },
  closing: { suspended: ['suspendOffering'], funded: ['closeOffering'], failed: ['closeOffering'] },
  funded: {},
  failed: {},
}

describe('an offering moves', () => {
  const pairs = OFFERING_STATES.flatMap(from => OFFERING_STATES.map(to => [from, to] as const))

  test.each(pairs)('from %s to %s by what the table says', (from, to) => {
    const moves = Object.entries(OFFERING_MOVES[from])
      .filter(([, states]) => states.includes(to))
      .map(([move]) => move)
    expect(moves).toEqual(PAIRS[from][to] ?? [])
  })
})

const VOTE = { vote: { endsAt: '2024-12-20T12:00:00.000Z', quorum: 1 } }
const LIFE = { earlyClose: { minimumDays: 1, noticeDays: 1 }, mostExtensionDays: 30 }

const sheet = (letter: string) => ({ sha256: letter.repeat(64), sides: 6 })
/** The law that asks for a sheet, and freezes all other terms. */
const LAW = { regime: 'ECSPR_EQUITY', keyInformation: sheet('a') } as const

/** An offering in each state, under the law or not, and the moment at which it is in it. */
async function inState(
  state: OfferingState,
  isUnderLaw = state === 'suspended' || state === 'cancelled',
): Promise<{ offeringId: string; now: string }> {
  const { offeringId } = await lives.propose(
    {
      ...{ life: { ...LIFE, ...(state === 'vote' && VOTE) }, goalMode: 'keepWhatWasRaised' },
      ...(isUnderLaw && LAW),
    },
    state === 'draft',
  )
  if (state === 'draft' || state === 'review') return { offeringId, now: '2024-12-05' }
  if (state === 'sentBack') await lives.sendBack(offeringId, '2024-12-04')
  if (state === 'refused') await lives.reject(offeringId, '2024-12-04')
  if (state === 'sentBack' || state === 'refused') return { offeringId, now: '2024-12-05' }
  await lives.publish(offeringId, '2024-12-04')
  if (state === 'vote' || state === 'scheduled') return { offeringId, now: '2024-12-05' }
  if (state === 'suspended' || state === 'cancelled') await lives.suspend(offeringId, '2025-01-10')
  if (state === 'suspended') return { offeringId, now: '2025-02-09T22:59:59.999Z' }
  if (state === 'cancelled') return { offeringId, now: '2025-02-09T23:00:00Z' }
  if (state === 'open') return { offeringId, now: '2025-01-10' }
  if (state === 'funded') await world.pay(await world.order(offeringId, await world.person('Ann'), 1))
  if (state !== 'closing') await world.close(offeringId)
  return { offeringId, now: '2025-02-11' }
}

/** Tries a move, and answers the code of its refusal. */
async function tried(move: OfferingMove, offeringId: string, now: string): Promise<string> {
  const MOVES: Record<OfferingMove, () => Promise<unknown>> = {
    submitOffering: () => lives.submit(offeringId, now),
    sendBackOffering: () => lives.sendBack(offeringId, now),
    refuseOffering: () => lives.reject(offeringId, now),
    publishOffering: () => lives.publish(offeringId, now),
    reviseOffering: async () => {
      const { regime } = await offeringOf(database.orm.em.fork(), offeringId)
      const terms = regime === null ? { withdrawalDays: 3 } : { keyInformation: sheet('b') }
      return lives.revise(offeringId, terms, now)
    },
    suspendOffering: () => lives.suspend(offeringId, now),
    approveRevision: () => lives.approve(offeringId, 2, now),
    extendOffering: () => lives.extend(offeringId, '2025-02-15', now),
    closeEarly: () => lives.early(offeringId, '2025-01-20', now),
    voteInterest: async () => lives.vote(offeringId, await world.person('Bea'), now),
    subscribe: async () => world.order(offeringId, await world.person('Bea'), 1, now),
    closeOffering: () => world.close(offeringId, now),
    time: async () => {},
  }
  try {
    await MOVES[move]()
    return 'ok'
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

/** Where a move is refused by a code of its own. */
const OWN: Partial<Record<OfferingMove, (state: OfferingState) => string>> = {
  publishOffering: state =>
    ['draft', 'sentBack', 'refused'].includes(state) ? 'OFFERING_MOVE_ILLEGAL' : 'OFFERING_PUBLISHED',
  voteInterest: state => (UNSEEN.includes(state) ? 'OFFERING_UNKNOWN' : 'OFFERING_MOVE_ILLEGAL'),
  subscribe: state => {
    if (UNSEEN.includes(state)) return 'OFFERING_UNKNOWN'
    return ['suspended', 'cancelled'].includes(state) ? 'OFFERING_SUSPENDED' : 'OFFERING_NOT_OPEN'
  },
  closeOffering: state =>
    ['funded', 'failed'].includes(state) ? 'OFFERING_DECIDED' : 'OFFERING_NOT_CLOSING',
}
const UNSEEN = ['draft', 'review', 'sentBack', 'refused']
const ALL = Object.keys(Object.assign({}, ...Object.values(OFFERING_MOVES))) as OfferingMove[]

describe.each(OFFERING_STATES)('an offering that is %s', state => {
  test('is moved as the table says, and every other move is refused by its code', async () => {
    const { offeringId, now } = await inState(state)
    expect(await lives.state(offeringId, now)).toBe(state)
    const legal = Object.keys(OFFERING_MOVES[state])
    const moves = ALL.filter(move => move !== 'time')
    for (const move of moves.filter(each => !legal.includes(each))) {
      const code = OWN[move]?.(state) ?? 'OFFERING_MOVE_ILLEGAL'
      expect([move, await tried(move, offeringId, now)]).toEqual([move, code])
    }
    // Last what moves it: in the order in which one does not stand in the way of the next.
    const first = moves.filter(move => legal.includes(move) && !ENDS.includes(move))
    for (const move of first) expect([move, await tried(move, offeringId, now)]).toEqual([move, 'ok'])
    for (const move of moves.filter(each => legal.includes(each) && ENDS.includes(each))) {
      const fresh = await inState(state, move === 'suspendOffering' ? true : undefined)
      expect([move, await tried(move, fresh.offeringId, fresh.now)]).toEqual([move, 'ok'])
    }
  })
})

const ENDS: OfferingMove[] = [
  'submitOffering',
  'publishOffering',
  'sendBackOffering',
  'refuseOffering',
  'suspendOffering',
  'closeOffering',
]

test('a refusal names the state and the states in which the move is one', async () => {
  const { offeringId } = await lives.propose({}, true)
  await expect(lives.sendBack(offeringId, '2024-12-05')).rejects.toMatchObject({
    code: 'OFFERING_MOVE_ILLEGAL',
    message: '"sendBackOffering" does not go with an offering in the state "draft": only with review.',
  })
})
