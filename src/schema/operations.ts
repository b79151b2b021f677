import { CronExpressionParser } from 'cron-parser'
import { type ActRow, actsPage, tickSummary } from '../domain/acts/acts.ts'
import type { CheckResult } from '../domain/checks/check.ts'
import { runChecks } from '../domain/checks/run-checks.ts'
import { mandates } from '../domain/parties/mandates/mandates.ts'
import { type MessageRow, messagesTo } from '../domain/parties/messages/messages.ts'
import type { Job } from '../jobs/job.ts'
import { SCHEDULE } from '../jobs/schedule.ts'
import { catchUp, untilRun } from '../jobs/ticks.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import type { Context } from './context.ts'
import { refuse } from './errors.ts'
import { PartyNode } from './refs.ts'
import { MandateType } from './viewer.ts'

const ActType = builder.objectRef<ActRow>('Act').implement({
  description: 'One thing that was done, by whom, and for whom.',
  authScopes: { staff: true, admin: true },
  fields: t => ({
    verb: t.exposeString('verb', { description: 'What was done.' }),
    actor: t.field({
      type: PartyNode,
      nullable: true,
      description: 'Who did it; null when the system did.',
      resolve: row => row.actorId,
    }),
    onBehalfOf: t.field({
      type: PartyNode,
      nullable: true,
      description: 'For whom, by mandate.',
      resolve: row => row.onBehalfOfId,
    }),
    mandate: t.field({
      type: MandateType,
      nullable: true,
      description: 'The mandate under which he acted for that party.',
      resolve: async ({ mandateId }, _args, { em }) =>
        mandateId === null ? null : ((await mandates(em, [mandateId]))[0] ?? null),
    }),
    channel: t.exposeString('channel', { description: '"api", "job" or "cli".' }),
    occurredAt: t.field({ type: 'Instant', description: 'When.', resolve: row => row.occurredAt }),
  }),
})

const JobType = builder.objectRef<Job>('Job').implement({
  description: 'A line of the schedule. Times are UTC.',
  authScopes: { staff: true, admin: true },
  fields: t => ({
    name: t.exposeString('name', { description: 'What it is called.' }),
    cron: t.exposeString('cron', { description: 'When it runs.' }),
    what: t.exposeString('what', { description: 'What it does.' }),
    nextFireAt: t.field({
      type: 'Instant',
      description: 'When it runs next.',
      resolve: ({ cron }, _args, { now }) =>
        CronExpressionParser.parse(cron, { currentDate: now, tz: 'UTC' }).next().toDate(),
    }),
    lastFireAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'Its latest fire time.',
      resolve: async ({ name }, _args, { em }) => (await tickSummary(em, name)).lastFireAt,
    }),
    lastOutcome: t.string({
      nullable: true,
      description: 'What the latest run did, or why it failed.',
      resolve: async ({ name }, _args, { em }) => (await tickSummary(em, name)).lastOutcome,
    }),
    pending: t.int({
      description:
        'What waits for it: exports that are not written yet, at the job that writes them; at the others ticks that wait, run, or failed and are tried again.',
      resolve: async ({ name, waiting }, _args, { em }) =>
        waiting === undefined ? (await tickSummary(em, name)).pending : waiting(em),
    }),
  }),
})

const CheckType = builder.objectRef<CheckResult>('Check').implement({
  description: 'A sentence that must always hold.',
  authScopes: { staff: true, admin: true },
  fields: t => ({
    name: t.exposeString('name', { description: 'The sentence.' }),
    violations: t.exposeInt('violations', { description: 'How many rows break it: 0 is good.' }),
    found: t.exposeStringList('found', {
      authScopes: { staff: true },
      description: 'At most five of them, as JSON: for staff, they may show money.',
    }),
  }),
})

const MessageType = builder.objectRef<MessageRow>('Message').implement({
  description: 'A mail in the outbox.',
  authScopes: { public: true },
  fields: t => ({
    subject: t.exposeString('subject', { description: 'Its subject.' }),
    body: t.exposeString('body', { description: 'What it says.' }),
    writtenAt: t.field({
      type: 'Instant',
      description: 'When it was written.',
      resolve: row => row.writtenAt,
    }),
  }),
})

builder.queryFields(t => ({
  now: t.field({
    type: 'Instant',
    authScopes: { public: true },
    description: 'The time of the server.',
    resolve: (_root, _args, { now }) => now,
  }),
  acts: t.connection({
    type: ActType,
    authScopes: { staff: true, admin: true },
    description: 'Everything that was done, oldest first.',
    complexity: pageCost,
    resolve: (_root, args, { em }) =>
      page(
        args,
        slice => actsPage(em, slice),
        row => row.id,
      ),
  }),
  jobs: t.field({
    type: [JobType],
    authScopes: { staff: true, admin: true },
    description: 'The schedule, and how it runs.',
    resolve: () => [...SCHEDULE],
  }),
  checks: t.field({
    type: [CheckType],
    authScopes: { staff: true, admin: true },
    description: 'Makes every check of the books now.',
    complexity: { field: 500, multiplier: 30 },
    resolve: (_root, _args, { em }) => em.fork().transactional(runChecks, { readOnly: true }),
  }),
  mailbox: t.field({
    type: [MessageType],
    authScopes: { public: true },
    description:
      'The newest mails to an address: the outbox of a developer. Outside production only, and to this machine only.',
    args: { email: t.arg.string({ description: 'Mail address.' }) },
    resolve: (_root, { email }, { em, config, local }) => {
      if (config.production) throw refuse.NOT_IN_PRODUCTION({})
      if (!local) throw refuse.NOT_FROM_OUTSIDE({})
      return messagesTo(em, email.trim(), 5)
    },
  }),
}))

builder.mutationField('moveClock', t =>
  t.field({
    type: 'Instant',
    authScopes: { admin: true },
    description:
      'Moves the clock of a test server forward, and answers when the jobs whose time has come by then have run: after two minutes at the latest, and whether they failed is seen at `jobs`. A server on real time refuses.',
    args: { to: t.arg({ type: 'Instant', description: 'What time it shall be.' }) },
    resolve: async (_root, { to }, context) => {
      moveClock(context, to)
      const { orm, boss, now: since } = context
      if (boss === null) return to
      await catchUp(orm, boss, SCHEDULE, { now: to, since })
      await untilRun(orm, SCHEDULE, 120)
      return to
    },
  }),
)

function moveClock({ clock, now }: Context, to: Date): void {
  if (clock.move === null || to < now) throw refuse.CLOCK_FIXED({ now: now.toISOString() })
  clock.move(to)
}
