import {
  type Gate,
  type GateCode,
  listGates,
  listRegimes,
  type Regime,
} from '../domain/offerings/terms/regimes.ts'
import { builder } from './builder.ts'
import { OfferingNode } from './refs.ts'

export const RegimeEnum = builder.enumType('Regime', {
  description: 'The law an offering falls under. What it asks for stands in its gates.',
  values: Object.fromEntries(
    listRegimes().map(({ regime, covers }) => [regime, { description: covers }]),
  ) as Record<Regime, { description: string }>,
})

const GateEffectEnum = builder.enumType('GateEffect', {
  description: 'What a gate does when it is not met.',
  values: {
    blocks: { description: 'What was asked for is refused' },
    duty: { description: 'Nothing is refused: the platform itself keeps to it' },
    warns: { description: 'It is refused only until the investor has acknowledged the warning' },
  } as const,
})

const GateParameterType = builder.objectRef<{ name: string; value: string }>('GateParameter').implement({
  description: 'A number of the law.',
  authScopes: { public: true },
  fields: t => ({
    name: t.exposeString('name', { description: 'What it counts, with its unit.' }),
    value: t.exposeString('value', { description: 'The number: a decimal or a count.' }),
  }),
})

const GateType = builder.objectRef<Gate & { code: GateCode }>('Gate').implement({
  description: 'Something that the law asks for before an offering is published, an order taken or bound.',
  authScopes: { public: true },
  fields: t => ({
    code: t.exposeString('code', { description: 'What it is called here.' }),
    article: t.exposeString('article', { description: 'Where it stands in the law.' }),
    effect: t.expose('effect', { type: GateEffectEnum, description: 'What it does when it is not met.' }),
    says: t.exposeString('says', { description: 'What it asks for, in words.' }),
    parameters: t.field({
      type: [GateParameterType],
      description: 'Its numbers.',
      resolve: ({ parameters }) =>
        Object.entries(parameters).map(([name, value]) => ({ name, value: String(value) })),
    }),
  }),
})

const RegimeType = builder.objectRef<ReturnType<typeof listRegimes>[number]>('RegimeRules').implement({
  description: 'A regime with its gates.',
  authScopes: { public: true },
  fields: t => ({
    regime: t.field({ type: RegimeEnum, description: 'Which one.', resolve: row => row.regime }),
    covers: t.exposeString('covers', { description: 'Which offerings it is for.' }),
    gates: t.field({
      type: [GateType],
      description: 'What it asks for.',
      resolve: ({ regime }) => listGates(regime),
    }),
  }),
})

const KeyInformationType = builder.objectRef<{ sha256: string; sides: number }>('KeyInformation').implement({
  description: 'The key investment information sheet of an offering.',
  authScopes: { public: true },
  fields: t => ({
    sha256: t.exposeString('sha256', { description: 'SHA-256 of the document.' }),
    sides: t.exposeInt('sides', { description: 'How many sides of A4 it has.' }),
  }),
})

builder.objectFields(OfferingNode, t => ({
  regime: t.field({
    type: RegimeEnum,
    nullable: true,
    description: 'The law it falls under, when it names one.',
    resolve: row => row.regime,
  }),
  gates: t.field({
    type: [GateType],
    description: 'What its regime asks for.',
    resolve: row => listGates(row.regime),
  }),
  keyInformation: t.field({
    type: KeyInformationType,
    nullable: true,
    description: 'Its key investment information sheet: read it before buying.',
    resolve: ({ keyInformation: sha256, keyInformationSides: sides }) =>
      sha256 === null || sides === null ? null : { sha256, sides },
  }),
}))

builder.queryField('regimes', t =>
  t.field({
    type: [RegimeType],
    authScopes: { public: true },
    description:
      'The regimes that an offering can fall under, with their gates and where these stand in the law.',
    resolve: () => listRegimes(),
  }),
)
