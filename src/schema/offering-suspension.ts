import { type SuspensionRow, suspensionsOf } from '../domain/offerings/life/sheet-suspensions.ts'
import { suspendOffering } from '../domain/shares/revisions/suspend-offering.ts'
import { builder } from './builder.ts'
import { change } from './context.ts'
import { idOf } from './ids.ts'
import { KEY, OfferingPayload } from './payloads.ts'
import { OfferingNode } from './refs.ts'

const SuspensionType = builder.objectRef<SuspensionRow>('SheetSuspension').implement({
  description:
    'An offering stood still because its key investment information sheet was wrong or incomplete: Art 23(12) Reg. (EU) 2020/1503.',
  authScopes: { public: true },
  fields: t => ({
    version: t.exposeInt('version', { description: 'The version of the terms whose sheet it was.' }),
    reason: t.exposeString('reason', { description: 'What is wrong with it.' }),
    suspendedAt: t.field({ type: 'Instant', description: 'Since when.', resolve: row => row.suspendedAt }),
    correctBy: t.field({
      type: 'Instant',
      description: 'Not corrected before this moment, the offering is cancelled.',
      resolve: row => row.correctBy,
    }),
    correctedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'Since when a corrected sheet is in force; null: there was none, or is none yet.',
      resolve: row => row.correctedAt,
    }),
  }),
})

builder.objectField(OfferingNode, 'suspensions', t =>
  t.field({
    type: [SuspensionType],
    description:
      'When it stood still for its key information sheet, the first time first. Meanwhile every order may be withdrawn.',
    resolve: (row, _args, { em }) => suspensionsOf(em, [row.id]),
  }),
)

const SuspendOfferingInput = builder.inputType('SuspendOfferingInput', {
  description: 'Why an offering is suspended.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    offeringId: t.id({ description: 'Id of the offering.' }),
    reason: t.string({
      description:
        'What its sheet leaves out or misstates: one line of at most 500 characters, for everybody.',
    }),
  }),
})

builder.mutationField('suspendOffering', t =>
  t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Suspends an offering whose key information sheet leaves out or misstates what could matter to the return: until an approved revision has another one, and for 30 calendar days at most; then it is cancelled. Its owner and all who ordered are told.',
    args: { input: t.arg({ type: SuspendOfferingInput, description: 'Which, and why.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'suspendOffering', input, em => {
        const offeringId = idOf('Offering', input.offeringId)
        return suspendOffering(em, { offeringId, reason: input.reason }, context.now)
      }),
  }),
)
