import { sql } from 'kysely'
import { transact } from '../src/act.ts'
import type { Orm } from '../src/database/orm.ts'
import { sqlOf } from '../src/database/sql.ts'
import { newId } from '../src/domain/ids.ts'
import { openProject } from '../src/domain/offerings/open-project.ts'
import { classesOf } from '../src/domain/offerings/projects.ts'
import { proposeContract } from '../src/domain/offerings/propose-contract.ts'
import { proposeOffering } from '../src/domain/offerings/propose-offering.ts'
import { publishOffering } from '../src/domain/offerings/publish-offering.ts'
import { signContract } from '../src/domain/offerings/sign-contract.ts'
import { addParty } from '../src/domain/parties/people/register-party.ts'
import { globalId } from '../src/schema/ids.ts'
import { signToken } from '../src/schema/tokens.ts'
import { changeAt } from './seed.ts'

/** An offering that has just opened, and people who are signed in: a token for each. */
export type Opening = { offeringId: string; tokens: string[] }

/** More people than clients: in an opening minute few order twice. */
const PEOPLE = 4096
const DAY = 86_400_000

/** Seeds an offering that is open for a month from now on, of more shares than can be ordered meanwhile. */
export async function seedOpening(orm: Orm, secret: string): Promise<Opening> {
  const now = new Date()
  const later = (days: number) => new Date(now.getTime() + days * DAY)
  const { projectId } = await changeAt(orm, now, async em => {
    const issuerId = await addParty(em, { kind: 'person', name: 'Issuer', language: 'en' })
    const classes = [{ code: 'parts', name: 'Parts', shares: 10_000_000 }]
    return openProject(em, { name: 'Bench', issuerId, currency: 'EUR', timeZone: 'Europe/Paris', classes })
  })
  const { contractId } = await changeAt(orm, now, em =>
    proposeContract(em, {
      projectId,
      terms: {
        currency: 'EUR',
        partners: [],
        recordDate: 'periodEnd',
        unsold: 'raisesSold',
        collectedBy: 'clientsAccount',
        levies: 'none',
        tiers: [{ name: 'All', split: [{ to: 'class:parts', ratio: '1' }] }],
      },
    }),
  )
  await changeAt(orm, now, em => signContract(em, { contractId, signerId: newId() }, now))
  const { offeringId } = await changeAt(orm, now, async em => {
    const [parts] = await classesOf(em, projectId)
    return proposeOffering(em, {
      classId: parts?.id ?? '',
      terms: {
        sharePrice: 1000n,
        shares: 10_000_000,
        goalMode: 'allOrNothing',
        goal: 1_000_000n,
        maxPerInvestor: 1000,
        opensAt: later(-1),
        closesAt: later(30),
        paymentDueAt: later(30),
        withdrawalDays: 4,
        commissionRatio: '0.05',
        vatRatio: '0.2',
      },
    })
  })
  await changeAt(orm, now, em => publishOffering(em, { offeringId, approverId: newId() }, now))
  return { offeringId: globalId('Offering', offeringId), tokens: await signIn(orm, secret, now) }
}

/** People with a session each, written in sets: a password would take a minute of hashing. */
async function signIn(orm: Orm, secret: string, now: Date): Promise<string[]> {
  const ids = () => Array.from({ length: PEOPLE }, newId)
  const [parties, logins, sessions] = [ids(), ids(), ids()]
  await changeAt(orm, now, async em => {
    await sql`insert into party (id, kind) select id, 'person' from unnest(${parties}::uuid[]) as id`.execute(
      sqlOf(em),
    )
    await sql`
      insert into login (id, party_id)
      select * from unnest(${logins}::uuid[], ${parties}::uuid[])`.execute(sqlOf(em))
    return {}
  })
  await transact(orm, 'seed', async em => {
    await sql`
      insert into session (id, login_id, refresh_hash, expires_at)
      select id, login, id::text, ${new Date(now.getTime() + DAY)}
        from unnest(${sessions}::uuid[], ${logins}::uuid[]) as new (id, login)`.execute(sqlOf(em))
  })
  await sql`analyze`.execute(sqlOf(orm.em.fork()))
  return Promise.all(sessions.map(async id => (await signToken(secret, id, now, 60)).token))
}
