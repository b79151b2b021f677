import { parseNotNegative, parsePositive } from '../domain/money/money.ts'
import { refuse as refuseOffering } from '../domain/offerings/refusals.ts'
import { acknowledgeWarning } from '../domain/parties/suitability/acknowledge-warning.ts'
import { grantSophistication } from '../domain/parties/suitability/grant-sophistication.ts'
import { recordKnowledgeTest } from '../domain/parties/suitability/record-knowledge-test.ts'
import { recordLossSimulation } from '../domain/parties/suitability/record-loss-simulation.ts'
import { requestSophistication } from '../domain/parties/suitability/request-sophistication.ts'
import { revokeSophistication } from '../domain/parties/suitability/revoke-sophistication.ts'
import { within } from '../domain/refusal.ts'
import { builder } from './builder.ts'
import { type Context, change, ownParties } from './context.ts'
import { idOf } from './ids.ts'
import { KEY, ON_BEHALF_OF, PartyPayload } from './payloads.ts'
import { MoneyInput } from './scalars.ts'
import { seeOfferings } from './sight.ts'
import { CriterionEnum, TestAreaEnum, WarningEnum } from './suitability.ts'

const RecordKnowledgeTestInput = builder.inputType('RecordKnowledgeTestInput', {
  description: 'A knowledge test that was taken.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    testVersion: t.string({ description: 'Which questions were asked, such as "2026-1".' }),
    missing: t.field({
      type: [TestAreaEnum],
      description: 'In which areas the answers were missing or not enough; none: it was passed.',
    }),
  }),
})

const RecordLossSimulationInput = builder.inputType('RecordLossSimulationInput', {
  description:
    'The result of a simulation of the ability to bear loss. What it was made from is not asked for.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    toolVersion: t.string({ description: 'By which tool.' }),
    doneOn: t.field({ type: 'Day', description: 'The day it was made.' }),
    acceptedLimit: t.field({
      type: MoneyInput,
      description: 'A tenth of the net worth, in EUR, as accepted.',
    }),
  }),
})

const AcknowledgeWarningInput = builder.inputType('AcknowledgeWarningInput', {
  description: 'A warning that was read and is acknowledged.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    warning: t.field({ type: WarningEnum, description: 'Which text.' }),
    textVersion: t.int({ description: 'In which version: the one in force.' }),
    offeringId: t.id({ required: false, description: 'Id of the offering, for a text about one order.' }),
    amount: t.field({
      type: MoneyInput,
      required: false,
      description: 'The amount of the order in EUR, for a text about one order.',
    }),
  }),
})

const RequestSophisticationInput = builder.inputType('RequestSophisticationInput', {
  description: 'A request to be treated as a sophisticated investor.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    criteria: t.field({ type: [CriterionEnum], description: 'By what: two for a person, one for a firm.' }),
    evidence: t.string({
      required: false,
      description: 'SHA-256 of the documents, 64 lower-case hexadecimal digits.',
    }),
    textVersion: t.int({ description: 'The version of the warning "lostProtection" that was read.' }),
  }),
})

type Named = { offeringId?: string | null | undefined }

/** The offering of an acknowledgement: one that the investor may see. Refuses OFFERING_UNKNOWN. */
async function offeringFor(context: Context, { offeringId }: Named): Promise<string | null> {
  if (offeringId == null) return null
  const [offering] = await seeOfferings(context, [idOf('Offering', offeringId)])
  if (offering === undefined) throw refuseOffering.OFFERING_UNKNOWN({ id: offeringId })
  return offering.id
}

builder.mutationFields(t => ({
  recordKnowledgeTest: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Keeps the result of a knowledge test. The latest counts, for two years when it was passed.',
    args: { input: t.arg({ type: RecordKnowledgeTestInput, description: 'The test.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'recordKnowledgeTest', input, (em, { partyId }) => {
        const { testVersion, missing } = input
        return recordKnowledgeTest(em, { partyId, testVersion, missing }, context.now)
      }),
  }),
  recordLossSimulation: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Keeps the limit that an investor accepts from a simulation. It counts for a year.',
    args: { input: t.arg({ type: RecordLossSimulationInput, description: 'The result.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'recordLossSimulation', input, (em, { partyId }) => {
        const { toolVersion, doneOn } = input
        const acceptedLimit = within('acceptedLimit', () => parseNotNegative(input.acceptedLimit, 'EUR'))
        return recordLossSimulation(em, { partyId, toolVersion, doneOn, acceptedLimit }, context.now)
      }),
  }),
  acknowledgeWarning: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Says that a warning was read and is acknowledged. The orders that wait for it are then taken.',
    args: { input: t.arg({ type: AcknowledgeWarningInput, description: 'Which warning.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'acknowledgeWarning', input, async (em, { partyId }) => {
        const { warning, textVersion, amount: sent } = input
        const offeringId = await offeringFor(context, input)
        const amount = sent == null ? null : within('amount', () => parsePositive(sent, 'EUR'))
        return acknowledgeWarning(em, { partyId, warning, textVersion, offeringId, amount }, context.now)
      }),
  }),
  requestSophistication: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Asks for the status of a sophisticated investor. An approver grants it or turns it down.',
    args: { input: t.arg({ type: RequestSophisticationInput, description: 'The request.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'requestSophistication', input, (em, { partyId }) => {
        const { criteria, evidence = null, textVersion } = input
        return requestSophistication(em, { partyId, criteria, evidence, textVersion }, context.now)
      }),
  }),
  grantSophistication: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { approver: true },
    description: 'Grants the status that a party asked for, for two years. Nobody grants it to himself.',
    args: { partyId: t.arg.id({ description: 'Id of the party.' }), idempotencyKey: t.arg.string(KEY) },
    resolve: (_root, args, context) =>
      change(context, 'grantSophistication', args, em => {
        const decision = { partyId: idOf('Party', args.partyId), approverActsFor: ownParties(context) }
        return grantSophistication(em, decision, context.now)
      }),
  }),
  revokeSophistication: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { approver: true },
    description: 'Takes the status of a sophisticated investor, or turns a request for it down.',
    args: { partyId: t.arg.id({ description: 'Id of the party.' }), idempotencyKey: t.arg.string(KEY) },
    resolve: (_root, args, context) =>
      change(context, 'revokeSophistication', args, em => {
        const decision = { partyId: idOf('Party', args.partyId), approverActsFor: ownParties(context) }
        return revokeSophistication(em, decision, context.now)
      }),
  }),
}))
