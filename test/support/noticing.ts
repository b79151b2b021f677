import { sql } from 'kysely'
import type { Orm } from '../../src/database/orm.ts'
import { sqlOf } from '../../src/database/sql.ts'
import { addLogin } from '../../src/domain/parties/access/join.ts'
import { messagesTo } from '../../src/domain/parties/messages/messages.ts'
import { recordBounce } from '../../src/domain/parties/messages/record-bounce.ts'
import { textOf } from '../../src/domain/reports/notices/mail-of.ts'
import { noticesPage } from '../../src/domain/reports/notices/notices.ts'
import { appendMissingNotices } from '../../src/jobs/append-notices.ts'
import type { Workshop } from '../../src/jobs/job.ts'
import { feedCaughtUp } from './feed.ts'
import { at, worldOf } from './world.ts'

/** People who are told, and what they are told. */
export function noticingOf(database: { orm: Orm }) {
  const world = worldOf(database)
  const em = () => database.orm.em.fork()

  /** Somebody who can sign in; nobody ever does. */
  const member = async (name: string, language: 'en' | 'fr' = 'en') =>
    (
      await world.run('2024-12-01', async tx => {
        const joining = { address: `${name}@x.example`, name, language }
        return { id: (await addLogin(tx, joining, 'no password')).partyId }
      })
    ).id

  /** Looks through the feed as the job does, up to everything that was committed. */
  const notice = async (now = '2026-01-01', acts?: number) => {
    await feedCaughtUp(database.orm)
    return appendMissingNotices({ orm: database.orm } as unknown as Workshop, at(now), acts)
  }

  const list = (personId: string, unread = false) =>
    noticesPage(em(), { personId, unread }, { limit: 100, inverted: false })
  const kinds = async (personId: string) => (await list(personId)).map(row => row.kind)
  const texts = async (personId: string) =>
    (await list(personId)).map(({ kind, language, details }) => textOf(kind, language, details))
  const mails = async (name: string) => (await messagesTo(em(), `${name}@x.example`, 100)).toReversed()
  const subjects = async (name: string) => (await mails(name)).map(mail => mail.subject)

  /** How many notices there are of a kind. */
  async function count(kind: string): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from notice where kind = ${kind}`.execute(sqlOf(em()))
    return rows[0]?.count ?? 0
  }

  /** Everybody is told, and two of the mails to somebody are refused. */
  async function bounced(name: string, now: string): Promise<void> {
    await notice(now)
    for (const { id: messageId } of (await mails(name)).slice(0, 2)) {
      const bounce = { messageId, address: null, how: 'refused', status: '550 5.1.1' } as const
      await world.run(now, tx => recordBounce(tx, bounce, at(now)))
    }
  }

  return { bounced, world, em, member, notice, list, kinds, texts, mails, subjects, count }
}
