import { expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { sqlOf } from '../../../src/database/sql.ts'
import { dividends, recipientsOf } from '../../../src/domain/dividends/run/distributions.ts'
import { stateAfter } from '../../../src/domain/dividends/run/previous-run.ts'
import { balanceOf } from '../../../src/domain/ledger/balances.ts'
import { formatAmount } from '../../../src/domain/money/money.ts'
import type { ContractTerms } from '../../../src/domain/offerings/terms/contract-terms.ts'
import { useDatabase } from '../../support/database.ts'
import { oldBooksWorld } from '../../support/old-books.ts'

const database = useDatabase()
const world = oldBooksWorld(database)
const em = () => database.orm.em.fork()

/** Back to the holders up to one and a half times what they put in, then shared. */
const CAPPED: Partial<ContractTerms> = {
  tiers: [
    {
      name: 'Back first',
      takes: '1',
      upTo: { raised: { class: 'parts', times: '0.5' } },
      split: [{ to: 'class:parts', ratio: '1' }],
    },
    {
      name: 'Shared',
      takes: '1',
      split: [
        { to: 'class:parts', ratio: '1/3' },
        { to: 'issuer', ratio: '2/3' },
      ],
    },
    { name: 'Rest', takes: '1', split: [{ to: 'issuer', ratio: '1' }] },
  ],
  caps: [{ class: 'parts', times: '1.5' }],
}

type Native = { projectId: string; holders: Record<string, string> }

/** The lines of a file that says of a distribution made here what another platform would have written. */
async function linesOf(distributionId: string, native: Native, project: string): Promise<string[]> {
  const { rows } = await sql<Record<'start' | 'end' | 'record' | 'paid', string>>`
    select period_start::text as start, period_end::text as "end", record_date::text as record, paid_on::text as paid
      from distribution join distribution_report on distribution_id = distribution.id
      join revenue_report as report on report.id = report_id where distribution.id = ${distributionId}`.execute(
    sqlOf(em()),
  )
  const { start, end, record, paid } = rows[0] as (typeof rows)[number]
  const lines = (await dividends(em(), { distributionIds: [distributionId] })).map(line => {
    const name = Object.entries(native.holders).find(([, id]) => id === line.holderId)?.[0] ?? ''
    return ['holder', name, 'parts', line.gross, line.gross - line.net, line.net] as const
  })
  const others = (await recipientsOf(em(), distributionId))
    .filter(({ recipient }) => !recipient.startsWith('class:'))
    .map(({ recipient, amount }) => [recipient, '', '', amount, 0n, amount] as const)
  return [...lines, ...others].map(([recipient, name, code, gross, withheld, net], index) => {
    const money = [gross, withheld, net].map(amount => formatAmount(amount, 'EUR')).join()
    const days = [start, end, record, paid].join()
    return `old,${end}-${index},${end},${project},${days},${recipient},${name},${code},${money},EUR`
  })
}

const investors = (names: string[]) => names.map(name => `old,${name},person,${name},,en,,,`)

const lots = (shares: Record<string, number>, project: string) =>
  Object.entries(shares).map(
    ([name, count]) => `old,lot-${name},${name},${project},parts,${count},10.00,EUR,2025-02-10`,
  )

/** Amounts, levies and carries of a run, by the names of the holders. */
async function namedLines(distributionId: string, holders: Record<string, string>) {
  const lines = await dividends(em(), { distributionIds: [distributionId] })
  return Object.entries(holders).map(([name, id]) => {
    const { weight, gross, net, carry } = lines.find(line => line.holderId === id) ?? {}
    return { name, weight, gross, net, carry }
  })
}

async function importedHolders(names: string[]): Promise<Record<string, string>> {
  const { rows } = await sql<{ reference: string; id: string }>`
    select reference, target_id as id from imported_line where kind = 'investors'`.execute(sqlOf(em()))
  return Object.fromEntries(names.map(name => [name, rows.find(row => row.reference === name)?.id ?? '']))
}

test('a history that is brought gives the next distribution to the cent, as if it had been run here', async () => {
  const shares = { Ann: 6, Bea: 6, Cid: 2, Dan: 7 }
  const names = Object.keys(shares)
  const native = await world.funded(shares, CAPPED)
  const past: string[] = []
  for (const [month, amount] of [
    ['2025-03', '100.01'],
    ['2025-04', '33.33'],
    ['2025-05', '71.00'],
  ] as const) {
    past.push(await world.month(native.projectId, month, amount))
  }
  const { projectId } = await world.project(CAPPED, 21)
  await world.bring('investors', investors(names))
  await world.bring('lots', lots(shares, projectId))
  const lines: string[] = []
  for (const id of past) lines.push(...(await linesOf(id, native, projectId)))
  const looked = await world.bring('distributions', lines)
  expect(looked).toMatchObject({ problems: 0, found: [], lines: 15, fresh: 15 })
  expect(looked.sums).toMatchObject([{ gross: 20_434n, net: 20_434n, withheld: 0n, lines: 15 }])

  const holders = await importedHolders(names)
  const balance = (ownerId = '') => balanceOf(em(), { kind: 'holder', ownerId, currency: 'EUR' })
  for (const name of names) expect(await balance(holders[name])).toBe(0n)
  const [here, there] = [
    await world.month(native.projectId, '2025-06', '250.00'),
    await world.month(projectId, '2025-06', '250.00'),
  ]
  expect(await namedLines(there, holders)).toEqual(await namedLines(here, native.holders))
  const plain = async (id: string) => {
    const { tiers, recipients, residue, residues } = await stateAfter(em(), id)
    const json = (_: string, value: unknown) =>
      value instanceof Map ? [...value] : typeof value === 'bigint' ? `${value}` : value
    return JSON.stringify([tiers, recipients, residue, [...residues.values()]], json)
  }
  expect(await plain(there)).toBe(await plain(here))
  expect(await recipientsOf(em(), there)).toEqual(
    (await recipientsOf(em(), here)).map(row => ({ ...row, distributionId: there })),
  )
  const [line] = await dividends(em(), { distributionIds: [there], holderIds: [holders.Ann ?? ''] })
  expect(await balance(holders.Ann)).toBe(line?.net)
})
