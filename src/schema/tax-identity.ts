import { declareTaxIdentity } from '../domain/parties/tax/declare-tax-identity.ts'
import { type Identity, identitiesOf } from '../domain/parties/tax/tax-identities.ts'
import { builder } from './builder.ts'
import { change } from './context.ts'
import { KEY, PartyPayload } from './payloads.ts'
import { PartyNode } from './refs.ts'
import { enteredBy, FOR_WHOM } from './tax.ts'

const SexEnum = builder.enumType('Sex', {
  description: 'As the tax office asks for it.',
  values: { male: { description: 'Male' }, female: { description: 'Female' } } as const,
})

/** The texts that are asked for and told alike. */
const TEXTS = {
  taxNumber: 'The number under which its state of residence taxes it.',
  siret: 'SIRET of a firm in France: 14 digits.',
  familyName: 'Family name of a person.',
  firstNames: 'First names, in the order of the civil register.',
  usualName: 'The name a person goes by, when it is another.',
  birthPlace: 'Town of birth.',
  birthCode: 'INSEE code of the place of birth: five characters, or 99 and the country.',
  streetNumber: 'Number in the street, such as "40" or "40 B".',
  street: 'Kind and name of the street.',
  addressExtra: 'What else belongs to the address.',
  postalCode: 'Postal code.',
  town: 'Town.',
} as const

const TaxIdentityType = builder.objectRef<Identity>('TaxIdentity').implement({
  description: 'How a party is told to the tax office; null: not known.',
  authScopes: { public: true },
  fields: t => ({
    taxNumber: t.exposeString('taxNumber', { nullable: true, description: TEXTS.taxNumber }),
    siret: t.exposeString('siret', { nullable: true, description: TEXTS.siret }),
    familyName: t.exposeString('familyName', { nullable: true, description: TEXTS.familyName }),
    firstNames: t.exposeString('firstNames', { nullable: true, description: TEXTS.firstNames }),
    usualName: t.exposeString('usualName', { nullable: true, description: TEXTS.usualName }),
    sex: t.expose('sex', { type: SexEnum, nullable: true, description: 'Of a person.' }),
    bornOn: t.field({
      type: 'Day',
      nullable: true,
      description: 'Day of birth of a person.',
      resolve: row => row.bornOn,
    }),
    birthPlace: t.exposeString('birthPlace', { nullable: true, description: TEXTS.birthPlace }),
    birthCode: t.exposeString('birthCode', { nullable: true, description: TEXTS.birthCode }),
    streetNumber: t.exposeString('streetNumber', { nullable: true, description: TEXTS.streetNumber }),
    street: t.exposeString('street', { nullable: true, description: TEXTS.street }),
    addressExtra: t.exposeString('addressExtra', { nullable: true, description: TEXTS.addressExtra }),
    postalCode: t.exposeString('postalCode', { nullable: true, description: TEXTS.postalCode }),
    town: t.exposeString('town', { nullable: true, description: TEXTS.town }),
  }),
})

builder.objectField(PartyNode, 'taxIdentity', t =>
  t.field({
    type: TaxIdentityType,
    authScopes: ({ partyId }) => ({ $any: { self: partyId, finance: true } }),
    description:
      'How it is told to the tax office. Seen by itself, by whoever may act for it, and by finance.',
    resolve: async ({ partyId }, _args, { em }) => (await identitiesOf(em, [partyId]))[0] as Identity,
  }),
)

const DeclareTaxIdentityInput = builder.inputType('DeclareTaxIdentityInput', {
  description: 'How a party is told to the tax office, as a whole: what is not given is not known.',
  fields: t => {
    const text = (name: keyof typeof TEXTS) => t.string({ required: false, description: TEXTS[name] })
    return {
      idempotencyKey: t.string(KEY),
      onBehalfOf: t.id(FOR_WHOM),
      taxNumber: text('taxNumber'),
      siret: text('siret'),
      familyName: text('familyName'),
      firstNames: text('firstNames'),
      usualName: text('usualName'),
      sex: t.field({ type: SexEnum, required: false, description: 'Of a person.' }),
      bornOn: t.field({ type: 'Day', required: false, description: 'Day of birth of a person.' }),
      birthPlace: text('birthPlace'),
      birthCode: text('birthCode'),
      streetNumber: text('streetNumber'),
      street: text('street'),
      addressExtra: text('addressExtra'),
      postalCode: text('postalCode'),
      town: text('town'),
    }
  },
})

builder.mutationField('declareTaxIdentity', t =>
  t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Says how a party is told to the tax office, in place of all that was said before.',
    args: { input: t.arg({ type: DeclareTaxIdentityInput, description: 'How.' }) },
    resolve: (_root, args, context) => {
      const { input } = enteredBy(context, args.input)
      const facts = {
        taxNumber: input.taxNumber ?? null,
        siret: input.siret ?? null,
        familyName: input.familyName ?? null,
        firstNames: input.firstNames ?? null,
        usualName: input.usualName ?? null,
        sex: input.sex ?? null,
        bornOn: input.bornOn ?? null,
        birthPlace: input.birthPlace ?? null,
        birthCode: input.birthCode ?? null,
        streetNumber: input.streetNumber ?? null,
        street: input.street ?? null,
        addressExtra: input.addressExtra ?? null,
        postalCode: input.postalCode ?? null,
        town: input.town ?? null,
      }
      return change(context, 'declareTaxIdentity', input, em =>
        declareTaxIdentity(em, { partyId: input.partyId, ...facts }, context.now),
      )
    },
  }),
)
