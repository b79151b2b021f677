import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { type ProjectRow, projects } from '../../offerings/projects.ts'
import { loginsOfParties } from '../../parties/access/logins.ts'
import { agentsOf } from '../../parties/mandates/mandates.ts'
import type { Language } from '../../parties/people/party.ts'
import { profiles } from '../../parties/people/profiles.ts'
import { holdersOfRole } from '../../parties/roles/roles.ts'
import { calendarOfProject } from '../reporting/calendars.ts'
import { type Reminder, remindersDue } from './reminder-days.ts'

/** Who is to be written to, and in which language. */
export type Reader = { address: string; language: Language }

/** The reminders of a project that are to be sent now. */
export async function remindersOf(em: EntityManager, project: ProjectRow, now: Date): Promise<Reminder[]> {
  const calendar = await calendarOfProject(em, project, now)
  if (calendar === null) return []
  const sent = await sqlOf(em)
    .selectFrom('reportReminder')
    .select(['periodStart', 'periodEnd', 'dueOn', 'day'])
    .where('projectId', '=', project.id)
    .execute()
  return remindersDue(calendar, sent)
}

/** The projects that have reminders to be sent now and somebody to send them to, oldest first. */
export async function projectsToRemind(em: EntityManager, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct project_id as id from contract
      join contract_signature on contract_id = contract.id
     where terms -> 'reporting' is not null order by id`.execute(sqlOf(em))
  const found: string[] = []
  for (const project of await projectsByIds(em, rows)) {
    const due = await remindersOf(em, project, now)
    for (const who of ['issuer', 'finance'] as const) {
      if (!due.some(reminder => reminder.told === who)) continue
      if ((await readersOf(em, project, who, now)).length > 0) found.push(project.id)
    }
  }
  return [...new Set(found)]
}

async function projectsByIds(em: EntityManager, rows: readonly { id: string }[]): Promise<ProjectRow[]> {
  if (rows.length === 0) return []
  const ids = rows.map(row => row.id)
  return (await projects(em, ids)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** The issuer's people (himself, who holds his role in the project, who may act for him), or finance; with a login. */
export async function readersOf(
  em: EntityManager,
  project: ProjectRow,
  who: 'issuer' | 'finance',
  now: Date,
): Promise<Reader[]> {
  const people =
    who === 'finance'
      ? await holdersOfRole(em, 'finance')
      : [
          project.issuerId,
          ...(await holdersOfRole(em, 'issuer', project.id)),
          ...(await agentsOf(em, project.issuerId, now)),
        ]
  if (people.length === 0) return []
  const languages = new Map((await profiles(em, people)).map(({ partyId, language }) => [partyId, language]))
  const logins = await loginsOfParties(em, people)
  return logins.map(({ partyId, address }) => ({ address, language: languages.get(partyId) ?? 'en' }))
}
