import { lossNumber } from '../domain/dividends/endings/loss-number.ts'
import { type LossRow, losses } from '../domain/dividends/endings/losses.ts'
import { builder } from './builder.ts'
import { itsMoney } from './party.ts'
import { PartyNode, ProjectNode } from './refs.ts'
import { money } from './scalars.ts'

const CertificateType = builder.objectRef<LossRow>('LossCertificate').implement({
  description: 'The paper of a holder about what he lost.',
  authScopes: { public: true },
  fields: t => ({
    number: t.string({
      description: 'The number on it: another one when a recovery has changed the figures.',
      resolve: lossNumber,
    }),
    path: t.string({
      description:
        'Where its owner, finance and the auditor get it as a PDF, with their token: GET this path of the server.',
      resolve: row => `/losses/${row.projectId}/${row.holderId}`,
    }),
  }),
})

const LossType = builder.objectRef<LossRow>('Loss').implement({
  description: 'What a holder put into a project that was wound up, and did not get back.',
  authScopes: { public: true },
  fields: t => ({
    project: t.field({ type: ProjectNode, description: 'The project.', resolve: row => row.projectId }),
    putIn: t.field(money('What was paid in for the shares he holds.', row => row.putIn)),
    gotBack: t.field(money('All he got for them, before tax, whatever it was paid as.', row => row.gotBack)),
    lost: t.field(money('What he put in and did not get back; never below zero.', row => row.lost)),
    irrecoverableOn: t.field({
      type: 'Day',
      description: 'The day on which the project was wound up.',
      resolve: row => row.irrecoverableOn,
    }),
    certificate: t.field({
      type: CertificateType,
      nullable: true,
      description: 'His paper about it; null when nothing was lost.',
      resolve: row => (row.lost > 0n ? row : null),
    }),
  }),
})

builder.objectField(PartyNode, 'losses', t =>
  t.field({
    type: [LossType],
    authScopes: itsMoney,
    complexity: 20,
    description: 'What it put into projects that were wound up, and what of it is lost, by day.',
    resolve: ({ partyId }, _args, { em }) => losses(em, { holderIds: [partyId], projectId: null }),
  }),
)
