import type { CertificateRow } from '../domain/reports/certificates/certificates.ts'
import { requestCertificate } from '../domain/reports/certificates/request-certificate.ts'
import { lostOf } from '../domain/reports/certificates/told.ts'
import { builder } from './builder.ts'
import { type Change, type Context, change } from './context.ts'
import { refuse } from './errors.ts'
import { idOf } from './ids.ts'
import { PaperFace } from './paper-face.ts'
import { LanguageEnum } from './party.ts'
import { KEY, ON_BEHALF_OF, PartyPayload } from './payloads.ts'
import { LossCertificateNode, PartyNode, ProjectNode, ShareCertificateNode, ShareClassNode } from './refs.ts'
import { MoneyType } from './scalars.ts'

ShareCertificateNode.implement({
  description:
    'A certificate of what a party holds of a class, as of the latest change of its register. Its bytes are kept.',
  interfaces: [PaperFace],
  authScopes: { public: true },
  fields: t => ({
    holder: t.field({ type: PartyNode, description: 'Who holds it.', resolve: row => row.holderId }),
    shareClass: t.field({
      type: ShareClassNode,
      description: 'What is held.',
      resolve: row => row.subjectId,
    }),
    shares: t.int({
      description: 'How many; 0: it takes the place of one that said more.',
      resolve: ({ told }) => (told.kind === 'shares' ? told.shares : 0),
    }),
    asOf: t.field({
      type: 'Instant',
      description: 'The latest change of the register of the class when it was issued.',
      resolve: row => row.datedAt,
    }),
    language: t.expose('language', { type: LanguageEnum, description: 'Its language.' }),
  }),
})

const money = (description: string, minor: (loss: { putIn: bigint; gotBack: bigint }) => bigint) => ({
  type: MoneyType,
  description,
  resolve: ({ told, currency }: CertificateRow) => {
    return { minor: told.kind === 'loss' ? minor(told) : 0n, currency: currency ?? ('EUR' as const) }
  },
})

LossCertificateNode.implement({
  description: 'A certificate of what a party lost with a project that was wound up. Its bytes are kept.',
  interfaces: [PaperFace],
  authScopes: { public: true },
  fields: t => ({
    holder: t.field({ type: PartyNode, description: 'Who lost it.', resolve: row => row.holderId }),
    project: t.field({ type: ProjectNode, description: 'With what.', resolve: row => row.subjectId }),
    putIn: t.field(money('What was paid in for the shares he held.', loss => loss.putIn)),
    gotBack: t.field(money('All he had got for them, before tax.', loss => loss.gotBack)),
    lost: t.field(money('What he put in and had not got back; never below zero.', lostOf)),
    asOf: t.field({
      type: 'Instant',
      description: 'The latest instant that bears on these figures.',
      resolve: row => row.datedAt,
    }),
    language: t.expose('language', { type: LanguageEnum, description: 'Its language.' }),
  }),
})

const HOLDER = {
  required: false,
  description: 'Whose, where finance asks for him; none: who acts.',
} as const

const RequestShareCertificateInput = builder.inputType('RequestShareCertificateInput', {
  description: 'A certificate of what is held of a class.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    holderId: t.id(HOLDER),
    shareClassId: t.id({ description: 'Id of the class.' }),
  }),
})

const RequestLossCertificateInput = builder.inputType('RequestLossCertificateInput', {
  description: 'A certificate of what was lost with a project.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    holderId: t.id(HOLDER),
    projectId: t.id({ description: 'Id of the project.' }),
  }),
})

type Asking = { onBehalfOf?: string | null | undefined; holderId?: string | null | undefined }

/** Finance may ask for whomever it names; everybody else only for whom he acts. Refuses FORBIDDEN. */
function askFor(
  context: Context,
  verb: string,
  input: Asking & Parameters<typeof change>[2],
  subject: { kind: 'shares' | 'loss'; subjectId: string },
): Promise<Change<{ partyId: string }>> {
  const named = input.holderId == null ? null : idOf('Party', input.holderId)
  return change(context, verb, input, (em, { personId, partyId }) => {
    const mayName = named === partyId || context.viewer?.roles.has('finance')
    if (named !== null && !mayName) throw refuse.FORBIDDEN({})
    const certified = { ...subject, holderId: named ?? partyId, requesterId: personId }
    return requestCertificate(em, certified, context.now)
  })
}

builder.mutationFields(t => ({
  requestShareCertificate: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Asks for a certificate of what is held of a class. It is issued a little later; while the one that stands says what is so, nothing changes, and else the new one names it.',
    args: { input: t.arg({ type: RequestShareCertificateInput, description: 'Of which class.' }) },
    resolve: (_root, { input }, context) => {
      const subjectId = idOf('ShareClass', input.shareClassId)
      return askFor(context, 'requestShareCertificate', input, { kind: 'shares', subjectId })
    },
  }),
  requestLossCertificate: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Asks for a certificate of what was lost with a project. It is issued a little later, and anew by itself when something comes back or is taken back.',
    args: { input: t.arg({ type: RequestLossCertificateInput, description: 'With which project.' }) },
    resolve: (_root, { input }, context) => {
      const subjectId = idOf('Project', input.projectId)
      return askFor(context, 'requestLossCertificate', input, { kind: 'loss', subjectId })
    },
  }),
}))
