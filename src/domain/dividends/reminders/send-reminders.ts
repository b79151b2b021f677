import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import { TEXTS } from '../../parties/messages/texts.ts'
import { writeMessage } from '../../parties/messages/write-message.ts'
import type { Reminder } from './reminder-days.ts'
import { type Reader, readersOf, remindersOf } from './reminders.ts'

/**
 * Writes the reminders of a project that are due into the outbox, each once: to the issuer's people, and when all of
 * theirs did not help to finance. Where nobody can be written to nothing is written, and it is tried again.
 * Refuses PROJECT_UNKNOWN.
 */
export async function sendReminders(
  em: EntityManager,
  input: { projectId: string },
  now: Date,
): Promise<{ periodStarts: string[] }> {
  const project = await lockProject(em, input.projectId)
  const periodStarts: string[] = []
  for (const reminder of await remindersOf(em, project, now)) {
    const readers = await readersOf(em, project, reminder.told, now)
    if (readers.length === 0) continue
    const { sentBack: _sentBack, ...fact } = reminder
    await sqlOf(em)
      .insertInto('reportReminder')
      .values({ projectId: project.id, ...fact, remindedAt: now })
      .execute()
    for (const reader of readers) await writeReminder(em, { project, reminder, reader }, now)
    periodStarts.push(reminder.periodStart)
  }
  return { periodStarts }
}

type Mail = { project: ProjectRow; reminder: Reminder; reader: Reader }

async function writeReminder(
  em: EntityManager,
  { project, reminder, reader }: Mail,
  now: Date,
): Promise<void> {
  const { periodStart: from, periodEnd: to, dueOn, day, told, sentBack } = reminder
  const texts = TEXTS[reader.language]
  const facts = { project: project.name, from, to, dueOn }
  const text = () => {
    if (told === 'finance') return texts.reportMissing(facts)
    if (sentBack) return texts.correctionDue(facts)
    return day > 0 ? texts.reportLate(facts) : texts.reportDue(facts)
  }
  await writeMessage(em, { address: reader.address, ...text() }, now)
}
