import type { Clock } from '../clock.ts'
import type { Orm } from '../database/orm.ts'
import type { sqlOf } from '../database/sql.ts'
import type { StatementData } from '../documents/statement-shape.ts'
import type { Log } from '../log.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { Processor } from '../processor/processor.ts'

/** Where papers are kept, and what the platform says about itself on them. */
export type Paper = { folder: string; platform: StatementData['platform'] }

/** What jobs work with. */
export type Workshop = {
  orm: Orm
  clock: Clock
  paper: Paper
  log: Log
  /** Gives money back to cards; null or none: there are no cards. */
  processor?: Processor | null
  /** Gives mails to a mail server; null or none: they wait in the outbox. */
  mailer?: Mailer | null
}

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
  /** How much waits for it, where that can be counted: its ticks say only that it runs. */
  waiting?(em: Parameters<typeof sqlOf>[0]): Promise<number>
}
