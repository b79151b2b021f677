import { type LossRow, losses } from '../domain/dividends/endings/losses.ts'
import { builder } from './builder.ts'
import { standingFor } from './held-papers.ts'
import { itsMoney } from './party.ts'
import { LossCertificateNode, PartyNode, ProjectNode } from './refs.ts'
import { money } from './scalars.ts'

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
    certificate: t.loadable({
      type: LossCertificateNode,
      nullable: true,
      description:
        'The paper about it that stands: for its holder, finance and the auditor. Null while none was asked for.',
      load: (keys: string[], context) => standingFor(context, 'loss', keys),
      resolve: ({ projectId, holderId }) => `${projectId}:${holderId}`,
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
