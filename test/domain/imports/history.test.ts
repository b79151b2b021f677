import { expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { sqlOf } from '../../../src/database/sql.ts'
import { parsePeriod } from '../../../src/domain/dividends/periods/period-names.ts'
import { dividends, recipientsOf } from '../../../src/domain/dividends/run/distributions.ts'
import { stateAfter } from '../../../src/domain/dividends/run/previous-run.ts'
import { balanceOf } from '../../../src/domain/ledger/balances.ts'
import { formatAmount } from '../../../src/domain/money/money.ts'
import type { ContractTerms } from '../../../src/domain/offerings/terms/contract-terms.ts'
import { declareTaxResidence } from '../../../src/domain/parties/tax/declare-tax-residence.ts'
import { periodicData } from '../../../src/domain/reports/periodic/periodic-data.ts'
import { useDatabase } from '../../support/database.ts'
import { oldBooksWorld } from '../../support/old-books.ts'
import { at } from '../../support/world.ts'

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

/** Which platform the books come from: each test has one of its own. */
let source = ''

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
    return `${source},${end}-${index},${end},${project},${days},${recipient},${name},${code},${money},EUR`
  })
}

const investors = (names: string[], tax = ',') =>
  names.map(name => `${source},${name},person,${name},,en,,${tax}`)

const lots = (shares: Record<string, number>, project: string) =>
  Object.entries(shares).map(
    ([name, count]) => `${source},lot-${name},${name},${project},parts,${count},10.00,EUR,2025-02-10`,
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
    select reference, target_id as id from imported_line where kind = 'investors' and source = ${source}`.execute(
    sqlOf(em()),
  )
  return Object.fromEntries(names.map(name => [name, rows.find(row => row.reference === name)?.id ?? '']))
}

const SHARES = { Ann: 6, Bea: 6, Cid: 2, Dan: 7 }
const NAMES = Object.keys(SHARES)
const MONTHS = [
  ['2025-03', '100.01'],
  ['2025-04', '33.33'],
  ['2025-05', '71.00'],
] as const
/** When the books are brought: after the last month of the history. */
const MOVE = '2025-06-15'

/** A project that ran here for three months, and the file that says so to another platform. */
async function ranHere(contract: Partial<ContractTerms>) {
  const native = await world.funded(SHARES, contract)
  for (const partyId of Object.values(native.holders)) {
    const told = { partyId, country: 'FR', provedOn: '2020-01-01', evidence: null, byFinance: true }
    await world.run('2025-02-11', tx => declareTaxResidence(tx, told, at('2025-02-11')))
  }
  const past: string[] = []
  for (const [month, amount] of MONTHS) past.push(await world.month(native.projectId, month, amount))
  return { native, past }
}

const plain = async (id: string) => {
  const { tiers, recipients, residue, residues } = await stateAfter(em(), id)
  const json = (_: string, value: unknown) =>
    value instanceof Map ? [...value] : typeof value === 'bigint' ? `${value}` : value
  return JSON.stringify([tiers, recipients, residue, [...residues.values()]], json)
}

const balance = (ownerId = '') => balanceOf(em(), { kind: 'holder', ownerId, currency: 'EUR' })

/** What a holder is told of June and before, but for what lies on his account: here it was never paid out. */
async function told(holderId = '') {
  const [data] = await periodicData(em(), [holderId], parsePeriod('2025-07'), new Map())
  return data?.accounts.map(({ putIn, received, receivedBefore, chart, projects }) => {
    return {
      putIn,
      received,
      receivedBefore,
      chart,
      projects: projects.map(({ issuer: _issuer, ...own }) => own),
    }
  })
}

test.each([
  ['caps and no levies', CAPPED],
  ['levies', { levies: { income: 'dividend' as const } }],
  ['capital given back first', { levies: { income: 'interest' as const, capitalFirst: true } }],
])(
  'with %s, a history that is brought gives the next distribution and statement to the cent, as if it had been run here',
  async (what, contract) => {
    source = what
    const { native, past } = await ranHere(contract)
    const { projectId } = await world.project(contract, 21)
    await world.bring('investors', investors(NAMES, 'FR,2020-01-01'), MOVE)
    await world.bring('lots', lots(SHARES, projectId), MOVE)
    const lines: string[] = []
    for (const id of past) lines.push(...(await linesOf(id, native, projectId)))
    const looked = await world.bring('distributions', lines, MOVE)
    expect(looked).toMatchObject({ problems: 0, found: [], lines: lines.length, fresh: lines.length })
    expect(looked.sums).toMatchObject([{ gross: 20_434n, lines: lines.length }])

    const holders = await importedHolders(NAMES)
    for (const name of NAMES) expect(await balance(holders[name])).toBe(0n)
    const [here, there] = [
      await world.month(native.projectId, '2025-06', '250.00'),
      await world.month(projectId, '2025-06', '250.00'),
    ]
    expect(await namedLines(there, holders)).toEqual(await namedLines(here, native.holders))
    expect(await plain(there)).toBe(await plain(here))
    expect(await recipientsOf(em(), there)).toEqual(
      (await recipientsOf(em(), here)).map(row => ({ ...row, distributionId: there })),
    )
    for (const name of NAMES) {
      const [line] = await dividends(em(), { distributionIds: [there], holderIds: [holders[name] ?? ''] })
      expect(await balance(holders[name])).toBe(line?.net)
      expect(await told(holders[name])).toEqual(await told(native.holders[name]))
    }
  },
)
