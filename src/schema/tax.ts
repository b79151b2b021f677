import { declareTaxResidence } from '../domain/parties/tax/declare-tax-residence.ts'
import { requestWaiver } from '../domain/parties/tax/request-waiver.ts'
import { type TaxFacts, taxFactsOf } from '../domain/parties/tax/tax-facts.ts'
import { builder } from './builder.ts'
import { type Context, change, ownParties, signedIn } from './context.ts'
import { idOf } from './ids.ts'
import { KEY, PartyPayload } from './payloads.ts'
import { PartyNode } from './refs.ts'

const WaivableIncomeEnum = builder.enumType('WaivableIncome', {
  description: 'A kind of income from which the income-tax part may be left out on a sworn statement.',
  values: {
    dividend: {
      description:
        'Dividends: the reference income of the year before last is below EUR 50,000 (single) or 75,000 (couple)',
    },
    interest: {
      description:
        'Interest: the reference income of the year before last is below EUR 25,000 (single) or 50,000 (couple)',
    },
  } as const,
})

const TaxResidenceType = builder.objectRef<NonNullable<TaxFacts['residence']>>('TaxResidence').implement({
  description: 'Where a party says it is taxed.',
  authScopes: { public: true },
  fields: t => ({
    country: t.exposeString('country', { description: 'ISO 3166-1 alpha-2 code.' }),
    provedOn: t.field({
      type: 'Day',
      nullable: true,
      description: 'The day from which there is proof of it; outside France more is withheld without.',
      resolve: row => row.provedOn,
    }),
    evidence: t.exposeString('evidence', { nullable: true, description: 'SHA-256 of the proof.' }),
    declaredAt: t.field({
      type: 'Instant',
      description: 'When this was declared.',
      resolve: row => row.declaredAt,
    }),
  }),
})

const TaxWaiverType = builder.objectRef<TaxFacts['waivers'][number]>('TaxWaiver').implement({
  description:
    'A sworn statement by which the income-tax part is not withheld in one year. Social levies are.',
  authScopes: { public: true },
  fields: t => ({
    year: t.exposeInt('year', { description: 'The year of the payments.' }),
    income: t.expose('income', { type: WaivableIncomeEnum, description: 'From which income.' }),
    receivedOn: t.field({
      type: 'Day',
      description: 'The day the statement came.',
      resolve: row => row.receivedOn,
    }),
    evidence: t.exposeString('evidence', { nullable: true, description: 'SHA-256 of the paper.' }),
  }),
})

const TaxFactsType = builder.objectRef<TaxFacts>('TaxFacts').implement({
  description: 'What decides which levies are withheld from what a party is paid.',
  authScopes: { public: true },
  fields: t => ({
    residence: t.field({
      type: TaxResidenceType,
      nullable: true,
      description: 'As declared last; null: nothing is declared, and what is due cannot be paid.',
      resolve: facts => facts.residence,
    }),
    waivers: t.field({
      type: [TaxWaiverType],
      description: 'By year.',
      resolve: facts => facts.waivers,
    }),
  }),
})

builder.objectField(PartyNode, 'tax', t =>
  t.field({
    type: TaxFactsType,
    authScopes: ({ partyId }) => ({ $any: { self: partyId, staff: true } }),
    description: 'What is known of its taxes. Seen by itself, by whoever may act for it, and by staff.',
    resolve: async ({ partyId }, _args, { em, now }) => (await taxFactsOf(em, [partyId], now))[0] as TaxFacts,
  }),
)

/** For whom something about taxes is said. */
export const FOR_WHOM = {
  required: false,
  description:
    'Id of the party it is about: one you hold a mandate of, or anybody when you are finance; not given: yourself.',
} as const

const evidence = {
  required: false,
  description: 'SHA-256 of the document, 64 lower-case hexadecimal digits.',
} as const

const DeclareTaxResidenceInput = builder.inputType('DeclareTaxResidenceInput', {
  description: 'Where a party is taxed.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(FOR_WHOM),
    country: t.string({ description: 'Country of residence for tax (ISO 3166-1 alpha-2).' }),
    provedOn: t.field({
      type: 'Day',
      required: false,
      description:
        'The day from which there is proof, for finance only. The proof of another country lapses.',
    }),
    evidence: t.string(evidence),
  }),
})

const RequestWaiverInput = builder.inputType('RequestWaiverInput', {
  description: 'The sworn statement that the reference income of the household is below the limit.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(FOR_WHOM),
    year: t.int({ description: 'The year of the payments: the next one.' }),
    income: t.field({ type: WaivableIncomeEnum, description: 'From which income.' }),
    receivedOn: t.field({
      type: 'Day',
      required: false,
      description: 'The day it came when that is before today, for finance only, with the hash of the paper.',
    }),
    evidence: t.string(evidence),
  }),
})

type AboutParty = { onBehalfOf?: string | null | undefined }

/** Finance enter what a party sent them on paper, in their own name. Everybody else acts for himself or by mandate. */
export function enteredBy<Input extends AboutParty>(context: Context, input: Input) {
  const { partyId: personId, roles } = signedIn(context)
  const asked = input.onBehalfOf == null ? personId : idOf('Party', input.onBehalfOf)
  const byFinance = roles.has('finance') && !ownParties(context).includes(asked)
  const inOwnName = byFinance || asked === personId
  const { onBehalfOf: _, ...rest } = input
  return { byFinance, input: { ...rest, partyId: asked, onBehalfOf: inOwnName ? null : input.onBehalfOf } }
}

builder.mutationFields(t => ({
  declareTaxResidence: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Says where a party is taxed. It counts for what is paid from now on.',
    args: { input: t.arg({ type: DeclareTaxResidenceInput, description: 'Where.' }) },
    resolve: (_root, args, context) => {
      const { byFinance, input } = enteredBy(context, args.input)
      const { partyId, country, provedOn = null, evidence = null } = input
      return change(context, 'declareTaxResidence', input, em =>
        declareTaxResidence(em, { partyId, country, provedOn, evidence, byFinance }, context.now),
      )
    },
  }),
  requestWaiver: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Keeps a sworn statement that waives the income-tax part of what is paid in the next year; it must come before 30 November.',
    args: { input: t.arg({ type: RequestWaiverInput, description: 'The statement.' }) },
    resolve: (_root, args, context) => {
      const { byFinance, input } = enteredBy(context, args.input)
      const { partyId, year, income, receivedOn = null, evidence = null } = input
      return change(context, 'requestWaiver', input, em =>
        requestWaiver(em, { partyId, year, income, receivedOn, evidence, byFinance }, context.now),
      )
    },
  }),
}))
