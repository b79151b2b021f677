import type { Clock } from '../clock.ts'
import type { Orm } from '../database/orm.ts'
import type { Log } from '../log.ts'
import { checkInvariants } from './check-invariants.ts'
import { closeDueOfferings } from './close-due-offerings.ts'
import { distributeApproved } from './distribute-approved.ts'
import type { Paper } from './issue-statements.ts'
import { issueMissingStatements } from './issue-statements.ts'
import { takeDueCheckpoints } from './take-checkpoints.ts'

/** What jobs work with. */
export type Workshop = { orm: Orm; clock: Clock; paper: Paper; log: Log }

/**
 * A job: a loop over what is missing. It returns one sentence about what it did. `catchUp`: how many of the newest
 * fire times are run after a downtime; a loop over all that is missing needs only the last one.
 */
export type Job = {
  name: string
  cron: string
  what: string
  catchUp: number
  run(shop: Workshop, now: Date): Promise<string>
}

/** Every cron line of the engine. Times are UTC: no hour is skipped or repeated when clocks change. */
export const SCHEDULE: readonly Job[] = [
  {
    name: 'closeDueOfferings',
    cron: '* * * * *',
    what: 'Expires reservations whose payment was due and decides offerings that can be decided',
    catchUp: 1,
    run: closeDueOfferings,
  },
  {
    name: 'distributeApproved',
    cron: '*/5 * * * *',
    what: 'Distributes approved revenue whose money has arrived',
    catchUp: 1,
    run: distributeApproved,
  },
  {
    name: 'issueMissingStatements',
    cron: '* * * * *',
    what: 'Issues the paper of every holder who has none about a distribution yet',
    catchUp: 1,
    run: issueMissingStatements,
  },
  {
    name: 'takeCheckpoints',
    cron: '41 * * * *',
    what: 'Takes checkpoints of busy accounts',
    catchUp: 1,
    run: takeDueCheckpoints,
  },
  {
    name: 'checkInvariants',
    cron: '17 3 * * *',
    what: 'Checks every invariant of the books',
    catchUp: 1,
    run: checkInvariants,
  },
]
