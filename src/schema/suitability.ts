import {
  type AcknowledgementFact,
  counts,
  type SimulationFact,
  type SophisticationFact,
  type SuitabilityFacts,
  standingAt,
  type TestFact,
  type Until,
} from '../domain/parties/suitability/standing.ts'
import type { Criterion, TestArea, WarningCode } from '../domain/parties/suitability/suitability.ts'
import { suitabilityOf } from '../domain/parties/suitability/suitability-facts.ts'
import { builder } from './builder.ts'
import { globalId } from './ids.ts'
import { itsMoney } from './party.ts'
import { PartyNode } from './refs.ts'
import { MoneyType } from './scalars.ts'

const values = <Name extends string>(words: Record<Name, string>) =>
  Object.fromEntries(
    Object.entries<string>(words).map(([name, description]) => [name, { description }]),
  ) as Record<Name, { description: string }>

export const TestAreaEnum = builder.enumType('TestArea', {
  description: 'What the knowledge test looks at (Art 21(2) of Regulation (EU) 2020/1503).',
  values: values<TestArea>({
    experience: 'Past investments',
    objectives: 'Objectives of the investment',
    situation: 'Financial situation',
    understanding: 'Understanding of the risks',
  }),
})

export const WarningEnum = builder.enumType('Warning', {
  description: 'A text that an investor may have to acknowledge.',
  values: values<WarningCode>({
    riskOfLoss: 'All money may be lost: where no passed knowledge test counts',
    noSimulation: 'How much loss can be borne is not known: where no simulation counts',
    largeTicket: 'Consent to an order above the limit of the investor: one for each such order',
    lostProtection: 'What a sophisticated investor is no longer protected by',
  }),
})

export const CriterionEnum = builder.enumType('Criterion', {
  description: 'By what an investor is sophisticated (Annex II of Regulation (EU) 2020/1503).',
  values: values<Criterion>({
    ownFunds: 'A firm: own funds of EUR 100,000 or more',
    turnover: 'A firm: net turnover of EUR 2,000,000 or more',
    balanceSheet: 'A firm: balance sheet of EUR 1,000,000 or more',
    incomeOrPortfolio:
      'A person: gross income of EUR 60,000 a year or more, or a portfolio above EUR 100,000',
    experience: 'A person: a year in the financial sector, or twelve months as an executive',
    trades: 'A person: ten significant transactions a quarter over four quarters',
  }),
})

type Counted<Fact> = Until<Fact> & { counts: boolean }

const UNTIL = 'From this moment on it no longer counts.'
const COUNTS = 'Whether it counts now.'
const inEur = (minor: bigint) => ({ minor, currency: 'EUR' as const })

const KnowledgeTestType = builder.objectRef<Counted<TestFact>>('KnowledgeTest').implement({
  description: 'The knowledge test that a party took last.',
  authScopes: { public: true },
  fields: t => ({
    testVersion: t.exposeString('testVersion', { description: 'Which questions were asked.' }),
    passed: t.boolean({
      description: 'Whether nothing was missing.',
      resolve: row => row.missing.length === 0,
    }),
    missing: t.expose('missing', { type: [TestAreaEnum], description: 'In which areas it was not enough.' }),
    takenAt: t.field({ type: 'Instant', description: 'When.', resolve: row => row.takenAt }),
    validUntil: t.field({ type: 'Instant', description: UNTIL, resolve: row => row.validUntil }),
    counts: t.boolean({
      description: 'Whether it was passed and counts now.',
      resolve: row => row.counts && row.missing.length === 0,
    }),
  }),
})

const LossSimulationType = builder.objectRef<Counted<SimulationFact>>('LossSimulation').implement({
  description: 'The simulation of the ability to bear loss that a party accepted last.',
  authScopes: { public: true },
  fields: t => ({
    toolVersion: t.exposeString('toolVersion', { description: 'By which tool.' }),
    doneOn: t.field({ type: 'Day', description: 'The day it was made.', resolve: row => row.doneOn }),
    acceptedLimit: t.field({
      type: MoneyType,
      description: 'A tenth of the net worth, as accepted. What it was made from is not known here.',
      resolve: row => inEur(row.acceptedLimit),
    }),
    validUntil: t.field({ type: 'Instant', description: UNTIL, resolve: row => row.validUntil }),
    counts: t.exposeBoolean('counts', { description: COUNTS }),
  }),
})

const SophisticatedType = builder.objectRef<Counted<SophisticationFact>>('SophisticatedStatus').implement({
  description: 'The status of a sophisticated investor.',
  authScopes: { public: true },
  fields: t => ({
    since: t.field({ type: 'Instant', description: 'When it was granted.', resolve: row => row.steppedAt }),
    validUntil: t.field({ type: 'Instant', description: UNTIL, resolve: row => row.validUntil }),
    counts: t.exposeBoolean('counts', { description: COUNTS }),
  }),
})

const SophisticationRequestType = builder.objectRef<SophisticationFact>('SophisticationRequest').implement({
  description: 'A request to be a sophisticated investor that waits for an approver.',
  authScopes: { public: true },
  fields: t => ({
    criteria: t.expose('criteria', { type: [CriterionEnum], description: 'What it is based on.' }),
    evidence: t.exposeString('evidence', { nullable: true, description: 'SHA-256 of the documents.' }),
    requestedAt: t.field({ type: 'Instant', description: 'When.', resolve: row => row.steppedAt }),
  }),
})

const AcknowledgementType = builder.objectRef<AcknowledgementFact>('Acknowledgement').implement({
  description: 'A warning that was acknowledged.',
  authScopes: { public: true },
  fields: t => ({
    warning: t.expose('warning', { type: WarningEnum, description: 'Which text.' }),
    textVersion: t.exposeInt('textVersion', { description: 'In which version.' }),
    offeringId: t.id({
      nullable: true,
      description: 'The offering it is about.',
      resolve: ({ offeringId: id }) => id && globalId('Offering', id),
    }),
    amount: t.field({
      type: MoneyType,
      nullable: true,
      description: 'The amount of the order it is about.',
      resolve: ({ amount }) => (amount === null ? null : inEur(amount)),
    }),
    acknowledgedAt: t.field({ type: 'Instant', description: 'When.', resolve: row => row.acknowledgedAt }),
  }),
})

type SuitabilityValue = { facts: SuitabilityFacts; at: Date }

const stands = ({ facts, at }: SuitabilityValue) => standingAt(facts, at)
const counted = <Fact extends object>(fact: Until<Fact> | null, at: Date): Counted<Fact> | null =>
  fact && { ...fact, counts: counts(fact, at) }

const SuitabilityType = builder.objectRef<SuitabilityValue>('Suitability').implement({
  description: 'What is known of a party where a regime protects investors.',
  authScopes: { public: true },
  fields: t => ({
    knowledgeTest: t.field({
      type: KnowledgeTestType,
      nullable: true,
      description: 'The test it took last.',
      resolve: row => counted(stands(row).test, row.at),
    }),
    lossSimulation: t.field({
      type: LossSimulationType,
      nullable: true,
      description: 'The simulation it accepted last.',
      resolve: row => counted(stands(row).simulation, row.at),
    }),
    sophisticated: t.field({
      type: SophisticatedType,
      nullable: true,
      description: 'Its status as a sophisticated investor, when it was granted and not taken since.',
      resolve: row => counted(stands(row).sophisticated, row.at),
    }),
    sophisticationRequest: t.field({
      type: SophisticationRequestType,
      nullable: true,
      description: 'Its request for that status, while it waits.',
      resolve: row => stands(row).requested,
    }),
    acknowledgements: t.field({
      type: [AcknowledgementType],
      description: 'The warnings it acknowledged, oldest first.',
      resolve: ({ facts }) => facts.acknowledgements,
    }),
  }),
})

builder.objectField(PartyNode, 'suitability', t =>
  t.field({
    type: SuitabilityType,
    authScopes: itsMoney,
    description: 'Its tests, limits and consents. Seen by itself, by whoever may act for it, and by staff.',
    resolve: async ({ partyId }, _args, { em, now }) => {
      const [facts] = await suitabilityOf(em, [partyId], now)
      return { facts: facts as SuitabilityFacts, at: now }
    },
  }),
)
