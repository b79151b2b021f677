import { newId } from '../../src/domain/ids.ts'
import { closeEarly } from '../../src/domain/offerings/life/close-early.ts'
import { extendOffering } from '../../src/domain/offerings/life/extend-offering.ts'
import { reviseOffering } from '../../src/domain/offerings/life/revise-offering.ts'
import { voteInterest } from '../../src/domain/offerings/life/vote-interest.ts'
import { type OfferingState, offeringState } from '../../src/domain/offerings/offering-states.ts'
import { offeringOf } from '../../src/domain/offerings/offerings.ts'
import { proposeOffering } from '../../src/domain/offerings/propose-offering.ts'
import { publishOffering } from '../../src/domain/offerings/publish-offering.ts'
import { refuseOffering } from '../../src/domain/offerings/review/refuse-offering.ts'
import { sendBackOffering } from '../../src/domain/offerings/review/send-back-offering.ts'
import { submitOffering } from '../../src/domain/offerings/review/submit-offering.ts'
import type { OfferingTermsInput } from '../../src/domain/offerings/terms/check-offering-terms.ts'
import { approveRevision } from '../../src/domain/shares/revisions/approve-revision.ts'
import { reconfirmOrder } from '../../src/domain/shares/revisions/reconfirm-order.ts'
import { suspendOffering } from '../../src/domain/shares/revisions/suspend-offering.ts'
import type { TestDatabase } from './database.ts'
import { at, TERMS, worldOf } from './world.ts'

/** The verbs of an offering's life, each at a given moment, and offerings in each of their states. */
export function livesOf(database: Pick<TestDatabase, 'orm'>) {
  const world = worldOf(database)
  const { run } = world
  const why = { reviewerId: newId(), reason: 'complete', explanation: 'The budget is missing' } as const

  const propose = async (terms: Partial<OfferingTermsInput> = {}, asDraft = false) => {
    const made = await world.project()
    const { offeringId } = await run('2024-12-03', em =>
      proposeOffering(em, { classId: made.classId, terms: { ...TERMS, ...terms }, asDraft }),
    )
    return { ...made, offeringId }
  }
  const submit = (offeringId: string, now: string) =>
    run(now, em => submitOffering(em, { offeringId }, at(now)))
  const sendBack = (offeringId: string, now: string) =>
    run(now, em => sendBackOffering(em, { offeringId, ...why }, at(now)))
  const reject = (offeringId: string, now: string) =>
    run(now, em => refuseOffering(em, { offeringId, ...why }, at(now)))
  const publish = (offeringId: string, now: string) =>
    run(now, em => publishOffering(em, { offeringId, approverId: newId() }, at(now)))
  const revise = (offeringId: string, terms: Partial<OfferingTermsInput>, now: string) =>
    run(now, em => reviseOffering(em, { offeringId, terms }, at(now)))
  const approve = (offeringId: string, version: number, now: string) =>
    run(now, em => approveRevision(em, { offeringId, version, approverId: newId() }, at(now)))
  const early = (offeringId: string, closesAt: string, now: string) =>
    run(now, em => closeEarly(em, { offeringId, closesAt: at(closesAt) }, at(now)))
  const extend = (offeringId: string, closesAt: string, now: string) =>
    run(now, em => extendOffering(em, { offeringId, closesAt: at(closesAt) }, at(now)))
  const vote = (offeringId: string, partyId: string, now: string, amount: bigint | null = null) =>
    run(now, em => voteInterest(em, { offeringId, partyId, amount }, at(now)))
  const reconfirm = (subscriptionId: string, partyId: string, version: number, now: string) =>
    run(now, em => reconfirmOrder(em, { subscriptionId, partyId, version }, at(now)))
  const suspend = (offeringId: string, now: string, reason = 'The debt of the firm is missing') =>
    run(now, em => suspendOffering(em, { offeringId, reason }, at(now)))
  const state = async (offeringId: string, now: string): Promise<OfferingState> =>
    offeringState(await offeringOf(database.orm.em.fork(), offeringId), at(now))

  /** A published offering, and people with orders in it that were paid on the same day. */
  async function raising(terms: Partial<OfferingTermsInput>, shares: number[], day = '2025-01-10') {
    const made = await world.project()
    const offeringId = await world.offering(made.classId, terms)
    const orders = []
    for (const count of shares) {
      const partyId = await world.person('Ann')
      const id = await world.order(offeringId, partyId, count, day)
      const receiptId = await world.pay(id, day)
      orders.push({ id, partyId, receiptId })
    }
    return { ...made, offeringId, orders }
  }

  const verbs = {
    submit,
    sendBack,
    reject,
    publish,
    revise,
    approve,
    early,
    extend,
    vote,
    reconfirm,
    suspend,
  }
  return { world, propose, ...verbs, state, raising }
}
