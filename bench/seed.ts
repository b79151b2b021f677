import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { act } from '../src/act.ts'
import type { Orm } from '../src/database/orm.ts'
import { sqlOf } from '../src/database/sql.ts'
import type { Made } from '../src/domain/acts/act.ts'
import { system } from '../src/domain/acts/actor.ts'
import { approveRevenue } from '../src/domain/dividends/revenue/approve-revenue.ts'
import { receiveRevenue } from '../src/domain/dividends/revenue/receive-revenue.ts'
import { reportRevenue } from '../src/domain/dividends/revenue/report-revenue.ts'
import { NOTHING, newId } from '../src/domain/ids.ts'
import { openProject } from '../src/domain/offerings/open-project.ts'
import { classesOf } from '../src/domain/offerings/projects.ts'
import { proposeContract } from '../src/domain/offerings/propose-contract.ts'
import { signContract } from '../src/domain/offerings/sign-contract.ts'
import { addParty } from '../src/domain/parties/people/register-party.ts'

/** A change at an instant, as an edge makes it. */
export const changeAt = <M extends Made>(orm: Orm, now: Date, verb: (em: EntityManager) => Promise<M>) =>
  act(orm, { actor: system('cli'), verb: 'bench', now }, verb).then(done => done.made)

const OPENED = new Date('2025-01-01T12:00:00Z')

/**
 * A project with a signed contract whose shares are held by so many parties, from 1 to 500 each. All are taxed in
 * France, and each eighth has the income tax waived.
 */
export async function seedProject(orm: Orm, holders: number): Promise<string> {
  const { projectId } = await changeAt(orm, OPENED, async em => {
    const issuerId = await addParty(em, { kind: 'person', name: 'Issuer', language: 'en' })
    const classes = [{ code: 'parts', name: 'Parts', shares: holders * 500 }]
    return openProject(em, { name: 'Bench', issuerId, currency: 'EUR', timeZone: 'Europe/Paris', classes })
  })
  const { contractId } = await changeAt(orm, OPENED, em =>
    proposeContract(em, {
      projectId,
      terms: {
        currency: 'EUR',
        partners: [],
        recordDate: 'periodEnd',
        unsignedUpTo: '1000000000',
        unsold: 'raisesSold',
        collectedBy: 'clientsAccount',
        levies: { income: 'dividend' },
        tiers: [
          { name: 'Fee', takes: '0.07', split: [{ to: 'platform', ratio: '1' }] },
          {
            name: 'Until recouped',
            upTo: { counts: 'class:parts', raised: { class: 'parts', times: '1' } },
            split: [
              { to: 'class:parts', ratio: '0.8' },
              { to: 'issuer', ratio: '0.2' },
            ],
          },
          {
            name: 'Rest',
            split: [
              { to: 'class:parts', ratio: '1/3' },
              { to: 'issuer', ratio: '2/3' },
            ],
          },
        ],
      },
    }),
  )
  await changeAt(orm, OPENED, em => signContract(em, { contractId, signerId: newId() }, OPENED))
  await changeAt(orm, OPENED, async em => {
    await seedHolders(em, projectId, holders)
    return { projectId }
  })
  return projectId
}

/** Ids in the order of making, as `newId` gives them. Their accounts are open, as an allotment leaves them. */
async function seedHolders(em: EntityManager, projectId: string, holders: number): Promise<void> {
  const [parts] = await classesOf(em, projectId)
  await sql`
    create temporary table seeded on commit drop as
    select uuidv7() as id, 1 + abs(hashint4(number)) % 500 as shares from generate_series(1, ${holders}::int) as number`.execute(
    sqlOf(em),
  )
  await sql`insert into party (id, kind) select id, 'person' from seeded`.execute(sqlOf(em))
  await sql`
    insert into tax_residence (party_id, version, country, proved_on, declared_at)
    select id, 1, 'FR', '2024-12-01', ${OPENED} from seeded`.execute(sqlOf(em))
  await sql`
    insert into tax_waiver (party_id, year, income, received_on, requested_at)
    select id, 2025, 'dividend', '2024-11-15', ${OPENED} from seeded where shares % 8 = 0`.execute(sqlOf(em))
  await sql`
    insert into account (id, kind, owner_id, scope_id, code, currency)
    select uuidv7(), 'holder', id, ${NOTHING}, '', 'EUR' from seeded order by id`.execute(sqlOf(em))
  await sql`
    insert into lot (id, class_id, taker_id, shares, paid_in, occurred_at)
    select uuidv7(), ${parts?.id}, id, shares, 1000 * shares, ${OPENED} from seeded`.execute(sqlOf(em))
  await sql`analyze lot, holding, account, tax_standing, tax_waiver, party`.execute(sqlOf(em))
}

/** Reports, approves and receives an amount for a month, such as 2025-03; answers the moment after all that. */
export async function seedMonth(orm: Orm, projectId: string, month: string, amount: string): Promise<Date> {
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0))
  const now = new Date(last.getTime() + 4 * 86_400_000)
  const money = { amount, currency: 'EUR' }
  const { reportId } = await changeAt(orm, now, em =>
    reportRevenue(
      em,
      {
        projectId,
        periodStart: `${month}-01`,
        periodEnd: last.toISOString().slice(0, 10),
        lines: [{ source: 'Sales', gross: money, deduction: null, deductionLabel: null }],
        reporterId: newId(),
      },
      now,
    ),
  )
  await changeAt(orm, now, em => approveRevenue(em, { reportId, approverId: newId() }, now))
  await changeAt(orm, now, em =>
    receiveRevenue(
      em,
      {
        projectId,
        bankReference: newId(),
        remittance: '',
        payer: null,
        amount: BigInt(amount.replace('.', '')),
        currency: 'EUR',
        receivedAt: now,
      },
      now,
    ),
  )
  return now
}
