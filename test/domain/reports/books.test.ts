import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { distribute } from '../../../src/domain/dividends/run/distribute.ts'
import { booksOf } from '../../../src/domain/reports/books.ts'
import { useDatabase } from '../../support/database.ts'
import { at, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const EXPORT = fileURLToPath(new URL('../../../src/cli/export.ts', import.meta.url))
const NOW = '2025-04-05T12:00:00.000Z'

async function ran() {
  const { projectId } = await world.funded({ Ann: 6, Bea: 6, Cid: 2 })
  await world.approved(projectId, '2025-03', '1000.00')
  await world.run(NOW, em => distribute(em, { projectId }, at(NOW)))
  return projectId
}

async function textOf(projectId: string | null): Promise<string> {
  const pieces = await database.orm.em
    .fork()
    .transactional(async em => Array.fromAsync(await booksOf(em, projectId)))
  return Buffer.concat(pieces).toString()
}

async function exported(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, DATABASE_URL: database.url }
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [EXPORT, ...args], { env })) }
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string }
  }
}

describe('the books of a project', () => {
  test('name everything by its natural key, in the order of the bytes, without ids', async () => {
    const text = await textOf(await ran())
    // The references are the bank's own.
    expect(text.replaceAll(/"reference" : "[^"]*"/g, '')).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    const lines = text.trimEnd().split('\n')
    expect(lines).toEqual([...lines].sort())
    const found = lines.map(line => JSON.parse(line))
    const kinds = ['dividend', 'entry', 'lot', 'pool', 'posting', 'recipient', 'report', 'run', 'tier']
    expect([...new Set(found.map(({ what }) => what))]).toEqual(kinds)
    const dividends = found.filter(({ what }) => what === 'dividend')
    expect(dividends.map(({ holder, net, carry }) => [holder, net, carry])).toEqual([
      ['Ann', '12857', '142857142857142857'],
      ['Bea', '12857', '142857142857142857'],
      ['Cid', '4286', '-285714285714285715'],
    ])
    const postings = found.filter(({ what, kind }) => what === 'posting' && kind === 'revenueDistributed')
    expect(postings.map(({ account, amount }) => [account.kind, account.owner, account.for, amount])).toEqual(
      [
        ['holder', 'Ann', null, '-12857'],
        ['holder', 'Bea', null, '-12857'],
        ['holder', 'Cid', null, '-4286'],
        ['income', 'platform', null, '-50000'],
        ['issuer', 'Issuer', 'Toi + Moi', '-20000'],
        ['revenue', 'platform', 'Toi + Moi', '100000'],
      ],
    )
    expect(postings[0].fact).toEqual({ project: 'Toi + Moi', run: 1 })
  })

  test('are the whole books where there is no other project, and nothing of another', async () => {
    const [one, other] = [await ran(), await ran()]
    const [first, second, all] = [await textOf(one), await textOf(other), await textOf(null)]
    expect(first.length).toBeGreaterThan(0)
    for (const line of `${first}${second}`.trimEnd().split('\n')) expect(all).toContain(line)
  })

  test('are written by npm run export, which says what it does not know', async () => {
    const projectId = await ran()
    const { code, stdout } = await exported('books', '--project', `Project:${projectId}`)
    expect({ code, stdout }).toEqual({ code: 0, stdout: await textOf(projectId) })
    expect(await exported('books', '--project', 'Night Songs')).toMatchObject({
      code: 1,
      stderr: '"Night Songs" is no id of a project, such as the API gives them.\n',
    })
    const { stdout: journal } = await exported('journal', '--format', 'beancount', '--until', '2025-04-30')
    expect(journal).toContain('2025-05-01 balance Assets:512100-bank:C-clients:EUR')
    for (const wrong of [
      ['journal', '--format', 'gnucash'],
      ['fec', '--year', '2025'],
    ]) {
      expect(await exported(...wrong)).toMatchObject({ code: 1, stderr: expect.stringContaining('Say what') })
    }
    expect(await exported('fec', '--year', '2025', '--siren', '123456782')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('The months of 2025 are not all closed'),
    })
    expect(await exported()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('npm run export -- books [--project ID]'),
    })
  })
})
