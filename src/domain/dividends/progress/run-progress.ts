import { defineEntity, p } from '@mikro-orm/postgresql'

/** What a run is at: it plans, writes the lines of the holders, then books them. */
export type Phase = 'plan' | 'lines' | 'postings'

/** How far a run is in its phase: so many of so many lines or postings. */
export type Progress = { phase: Phase; done: number; of: number }

/** Told how far a run is, in the middle of its writing: it must return at once and never throw. */
export type Watch = (progress: Progress) => void

/**
 * How far the run of a project is: a work row that a second connection writes, for the run's own transaction shows
 * nothing until it ends. No foreign key: it would wait for the lock that the run holds on its project.
 */
export const RunProgress = defineEntity({
  name: 'runProgress',
  properties: {
    projectId: p.uuid().primary(),
    phase: p.text().$type<Phase>(),
    done: p.integer(),
    of: p.integer(),
    /** The database's own time. */
    updatedAt: p.datetime().defaultRaw('now()'),
  },
})
