import { defineEntity, p } from '@mikro-orm/postgresql'

/** A fire time of a job: whoever inserts the row first runs it. A work row. */
export const Tick = defineEntity({
  name: 'tick',
  properties: {
    job: p.text().primary(),
    fireAt: p.datetime().primary(),
    startedAt: p.datetime().nullable(),
    finishedAt: p.datetime().nullable(),
    /** What the job did, in one sentence; what went wrong while it has not finished. */
    outcome: p.text().nullable(),
    /** How often its work was begun: more than once only when a process died in it. */
    runs: p.integer().default(0),
  },
})
