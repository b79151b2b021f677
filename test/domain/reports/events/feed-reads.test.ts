import { beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { Client } from 'pg'
import { sqlOf } from '../../../../src/database/sql.ts'
import { feedPage } from '../../../../src/domain/acts/feed.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { type Caller, eventsOfCaller } from '../../../../src/domain/reports/events/events-of-caller.ts'
import { useDatabase } from '../../../support/database.ts'

// Rows that only look like a house: many acts, and orders of many others.
const database = useDatabase({ checked: false })
const [ann, project] = [newId(), newId()]
const ACTS = 100_000

beforeAll(async () => {
  const owner = new Client({ connectionString: database.ownerUrl })
  await owner.connect()
  await owner.query(FILL)
  await owner.end()
})

const ORDER = `insert into subscription (id, offering_id, terms_version, party_id, shares, amount, currency, position,
    reference, ordered_at, payment_due_at, revocable_until, act_id)
  select gen_random_uuid(), offering_id, 1,`

/** 100,000 acts, each of them an order, in 100 offerings that are published; every second order is paid. Ann has 20 more. */
const FILL = `
  set session_replication_role = replica;
  create table act_of as select gen_random_uuid() as id, n, offered.id as offering_id
    from (select gen_random_uuid() as id, row_number() over () as k from generate_series(1, 100)) as offered
    join generate_series(1, ${ACTS}) as n on n % 100 = k - 1;
  insert into act (id, channel, verb, occurred_at, xid)
    select id, 'api', 'subscribe', now(), (n / 200 + 3)::text::xid8 from act_of;
  insert into offering (id, project_id, class_id, act_id)
    select distinct on (offering_id) offering_id, gen_random_uuid(), gen_random_uuid(), id from act_of;
  insert into offering_publication (offering_id, version, published_at, act_id) select id, 1, now(), act_id from offering;
  insert into offering_terms (offering_id, version, share_price, shares, goal_mode, opens_at, closes_at, payment_due_at,
      withdrawal_days, commission_ratio, vat_ratio, offered_elsewhere, entitlements, allotment, act_id)
    select id, 1, 1000, 100000, 'none', now(), now(), now(), 0, '0', '0', 0, '[]', 'inOrder', act_id from offering;
  ${ORDER} gen_random_uuid(), 1, 1000, 'EUR', n, 'r' || n, now(), now(), now(), id from act_of;
  insert into subscription_payment (subscription_id, receipt_id, paid_at, act_id)
    select id, gen_random_uuid(), now(), act_id from subscription where position % 2 = 0;
  ${ORDER} '${ann}', 1, 1000, 'EUR', ${ACTS} + n, 'ann ' || n, now(), now(), now(), id from act_of where n <= 20;
  insert into project (id, name, issuer_id, currency, time_zone, act_id)
    values ('${project}', 'P', '${ann}', 'EUR', 'Europe/Paris', (select id from act_of limit 1));
  drop table act_of;
  analyze`

/** How many rows of the acts and the orders a page reads: one after the other, and by an index. */
async function reads(read: (em: Parameters<typeof feedPage>[0]) => Promise<unknown[]>) {
  return database.orm.em.fork().transactional(async em => {
    const found = await read(em)
    const { rows } = await sql<{ table: string; scanned: bigint; fetched: bigint }>`
      select relname as table, seq_tup_read as scanned, coalesce(idx_tup_fetch, 0) as fetched
        from pg_stat_xact_user_tables where relname in ('act', 'subscription') order by relname`.execute(
      sqlOf(em),
    )
    return { found: found.length, rows }
  })
}

const PAGE = { limit: 21, inverted: false }
const FEW = 1000n

describe('of 100,000 acts a page reads few', () => {
  test.each<[string, Caller, number]>([
    ['an investor', { partyIds: [ann], projectIds: [] }, 21],
    ['an issuer', { partyIds: [], projectIds: [project] }, 21],
    ['nobody', { partyIds: [], projectIds: [] }, 21],
  ])('for %s', async (_who, caller, count) => {
    const { found, rows } = await reads(em => eventsOfCaller(em, caller, PAGE))
    expect(found).toBe(count)
    for (const { table, scanned, fetched } of rows)
      expect([table, scanned, fetched < FEW]).toEqual([table, 0n, true])
  })

  test('for staff', async () => {
    const { found, rows } = await reads(em => feedPage(em, { ...PAGE, after: `300:${newId()}` }))
    expect(found).toBe(21)
    for (const { table, scanned, fetched } of rows)
      expect([table, scanned, fetched < FEW]).toEqual([table, 0n, true])
  })
})
