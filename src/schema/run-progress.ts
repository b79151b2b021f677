import { type ProgressRow, progressOf } from '../domain/dividends/progress/progress-of.ts'
import { builder } from './builder.ts'
import { idOf } from './ids.ts'

const RunProgressType = builder.objectRef<ProgressRow>('RunProgress').implement({
  description: 'How far a run is that is being carried out now.',
  authScopes: { staff: true },
  fields: t => ({
    phase: t.exposeString('phase', {
      description:
        '"plan", then "lines" (the holders’ lines are written), then "postings" (they are booked).',
    }),
    done: t.exposeInt('done', { description: 'How many lines or postings are written.' }),
    of: t.exposeInt('of', { description: 'Of how many; 0 while it plans.' }),
    updatedAt: t.field({
      type: 'Instant',
      description: 'When this was written, by the clock of the database.',
      resolve: row => row.updatedAt,
    }),
    stale: t.exposeBoolean('stale', {
      description:
        'Nothing was heard of it for a minute: who ran it has probably died. Nothing of it counts, and it is begun again.',
    }),
  }),
})

builder.queryField('runProgress', t =>
  t.field({
    type: RunProgressType,
    nullable: true,
    authScopes: { staff: true },
    description: 'How far the run of a project is; null when none runs now.',
    args: { projectId: t.arg.id({ description: 'Id of the project.' }) },
    resolve: (_root, { projectId }, { em }) => progressOf(em, idOf('Project', projectId)),
  }),
)
