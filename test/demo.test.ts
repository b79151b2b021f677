import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { extractText, getDocumentProxy } from 'unpdf'
import { castCrowd } from '../src/cli/demo/cast.ts'
import { lookNext } from '../src/cli/demo/screen.ts'
import { CHECKS } from '../src/domain/checks/run-checks.ts'
import { aCentAside, expectAgreement, oneCentMore } from './support/agreeing-books.ts'
import { BOOKKEEPERS, type Bookkeeper, testBy } from './support/bookkeepers.ts'
import { runNode, sourceFile, withOrm, withSource } from './support/moving.ts'
import { testAgainstShared } from './support/shared-data.ts'

const DEMO = fileURLToPath(new URL('../src/cli/demo.ts', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'tantieme-demo-'))
const out = join(home, 'out')
let screen: string[] = []

beforeAll(async () => {
  chmodSync(home, 0o755)
  const { PORT: _, ...env } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, [DEMO], { cwd: home, env })
  screen = stdout.split('\n')
  // A minute on an idle machine; timing decides nothing here.
}, 900_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

const LAST_SCREEN = `\
Tantième · Grégoire, Toi + Moi: who got what of the sales of 2008 (EUR)

1 The crowd paid     347 people, 7,000 parts at 10.00                 70,000.00
2 The record earned  245,406 records at 10.74                      2,635,660.44
                     the distributor kept (a deduction)           -1,398,760.44
                     and sent on                                   1,236,900.00
3 The contract splits, before tax
  crowd    30 %      ████████████████████                            371,070.00
  artist   20 %      █████████████                                   247,380.00
  platform 50 %      █████████████████████████████████               618,450.00
4 Each share earns   371,070.00 / 7,000 parts                             53.01
      2 parts        put in 20.00                                        106.02
     20 parts        put in 200.00                                     1,060.20
    602 parts        put in 6,020.00                                  31,912.02

Checked    347 lines add up to 371,070.00; 347 papers issued;
           the ledger sums to 0.00; ${CHECKS.length} checks of the books: 0 broken
Published  245,406 records at 10.74, 53.01 a part, 30/50/20, parts of 10
           (the remittance is not: it is computed back from these figures)
Made up    who held what but for 2, 20 and 602 parts (seed 2008); names, days;
           the commission on the raise was not published: 0 % here
Not played payments to bank accounts: what was earned waits on accounts here
Look next  statements/20-shares.pdf and summary.json in the folder out
           npm run demo -- --serve keeps it running; README.md shows around
`.split('\n')

test('a family is played to its failure and to its end, each figure read back', async () => {
  const args = ['--family', 'concert', '--out', join(home, 'family')]
  const { PORT: _, ...env } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, [DEMO, ...args], { cwd: home, env })
  expect(stdout).toContain(`\
2012-01-20  19 of 20: no concert, and both have their money again
              failed
              have now: ann 180.00, bea 105.00, issuer 0.00
`)
  expect(stdout).toContain('2012-02-03  A thirteenth is one too many (refused: OVER_MAXIMUM)')
  expect(stdout).toMatch(/\d+ checks of the books: 0 broken\n$/)
}, 900_000)

test('a family that is not there is answered with those that are', async () => {
  const { stderr, code } = await promisify(execFile)(process.execPath, [DEMO, '--family', 'lottery'], {
    cwd: home,
  }).catch(error => error)
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining('There is no family "lottery": write one of co-production'),
  ])
})

/**
 * What was published of the sales of 2008, or follows from it: 53.01 a part and 7,000 parts are the pool of 30 %, and
 * with it the 20 % and the 50 %. Numerama, 1 March 2009 (as copied at trans-leus.blogspot.com); france-amerique.com
 * (AFP); 20minutes.fr, 24 January 2008; 01net.com (347 investors, 20 to 6,020 EUR).
 */
const PUBLISHED = {
  investors: '371070.00',
  artist: '247380.00',
  label: '618450.00',
  per_part: '53.01',
  holder_20_parts: '1060.20',
  holder_602_parts: '31912.02',
}

type Cases = { id: string; expect: Record<string, string> }[]
testAgainstShared<Cases>('the figures of the demo are those of WF-1', 'waterfall/cases.json', cases => {
  expect(cases.find(each => each.id === 'WF-1')?.expect).toMatchObject(PUBLISHED)
})

describe('the demo plays the published case through the API', () => {
  test('its last screen is the same at every run, at most 26 lines of 80 columns', () => {
    const last = screen.slice(screen.indexOf(LAST_SCREEN[0] ?? ''))
    expect(last).toEqual(LAST_SCREEN)
    expect(last.length - 1).toBeLessThanOrEqual(26)
    expect(Math.max(...screen.map(line => line.length))).toBeLessThanOrEqual(80)
  })

  test('its second part shows the pool, what the holder of 20 parts got and what is carried', () => {
    const cells = screen.map(line => line.trim().split(/\s{2,}/))
    expect(cells).toContainEqual(['1,000.00', '300.00', '0.86', '-0.285714285714285715'])
    expect(cells).toContainEqual(['333.33', '100.00', '0.28', '0.285714285714285713'])
    expect(cells).toContainEqual(['0.05', '0.01', '0.00', '0.288571428571428570'])
  })

  test('summary.json holds the published figures, computed from the answers of the API', () => {
    expect(JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))).toEqual({
      pool: '371070.00',
      issuer: '247380.00',
      platform: '618450.00',
      perShare: '53.01',
      holders: 347,
      holdersSum: '371070.00',
      statements: 347,
      ledgerSum: '0.00',
    })
  })

  test('they are the figures of the published case', () => {
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))
    expect([summary.pool, summary.issuer, summary.platform, summary.perShare]).toEqual([
      PUBLISHED.investors,
      PUBLISHED.artist,
      PUBLISHED.label,
      PUBLISHED.per_part,
    ])
    const amounts = screen.join('\n').replaceAll(',', '')
    expect(amounts).toContain(PUBLISHED.holder_20_parts)
    expect(amounts).toContain(PUBLISHED.holder_602_parts)
  })

  test('347 papers lie in the folder, and the holder of 20 parts reads 1,060.20', async () => {
    const papers = readdirSync(join(out, 'statements'))
    expect(papers).toHaveLength(348)
    const bytes = new Uint8Array(readFileSync(join(out, 'statements', '20-shares.pdf')))
    const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true })
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(/1[ ,]060[.,]20/)
    // Where --serve would answer.
    expect(text.replaceAll(/\s+/g, '')).toContain('http://127.0.0.1:4000/verify/S-')
  })
})

describe.each(BOOKKEEPERS.map(each => [each.name, each] as const))('%s', (_name, keeper: Bookkeeper) => {
  testBy(keeper, 'accepts the exported books of the demo and comes to our trial balance', async () => {
    await withSource(join(out, 'data'), async url => {
      const text = await exported(url, keeper.format)
      expect(await keeper.judge(text)).toMatchObject({ accepted: true })
      const sums = await keeper.sums(text)
      expect(sums.length).toBeGreaterThan(347)
      await withOrm(url, orm => expectAgreement({ orm }, sums))
      for (const altered of [oneCentMore(text), aCentAside(text, 'receiptClaimed')]) {
        expect(altered).not.toBe(text)
        expect(await keeper.judge(altered)).toMatchObject({ accepted: false })
      }
    })
  })
})

/** The journal as `npm run export` writes it. */
async function exported(url: string, format: Bookkeeper['format']): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [sourceFile('cli/export.ts'), 'journal', '--format', format],
    { env: { ...process.env, DATABASE_URL: url }, maxBuffer: 2 ** 28 },
  )
  return stdout
}

describe('where to look next', () => {
  const LINE = 'Look next  statements/20-shares.pdf and summary.json in the folder'

  test.each([
    ['/home/ann/tantieme/out', [`${LINE} out`]],
    ['/home/ann', [`${LINE} ..`]],
    ['/srv/demo', [`${LINE} /srv/demo`]],
    ['/srv/demonstrations/tantieme', [LINE, '           /srv/demonstrations/tantieme']],
    [`/${'a'.repeat(75)}`, [LINE, `    /${'a'.repeat(75)}`]],
    [`/${'a'.repeat(99)}`, [LINE, `/${'a'.repeat(99)}`]],
  ])('is said of %s', (folder, lines) => {
    expect(lookNext(folder, '/home/ann/tantieme')).toEqual(lines)
  })
})

test('a port that is taken ends it with one sentence, and its database with it', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-demo-'))
  chmodSync(folder, 0o755)
  const { end, said } = await runNode([DEMO, '--serve', '--out', folder], { PORT: String(port) })
  expect([end, said]).toEqual([
    1,
    `The demo has ended: Port ${port} of 127.0.0.1 is taken: set PORT to another, as in PORT=4001, or end what stands in the way.\n`,
  ])
  expect(existsSync(join(folder, 'data/postgresql/cluster/PG_VERSION'))).toBe(true)
  expect(existsSync(join(folder, 'data/postgresql/cluster/postmaster.pid'))).toBe(false)
  taken.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the crowd has 347 holders of 7,000 parts: one of 2, one of 20, one of 602, the others in between', () => {
  const shares = castCrowd({ holders: 347, shares: 7000, least: 2, named: 20, most: 602, seed: 2008 }).map(
    member => member.shares,
  )
  const counted = (count: number) => shares.filter(each => each === count).length
  expect([shares.length, shares.reduce((total, each) => total + each, 0)]).toEqual([347, 7000])
  expect([counted(2), counted(20), counted(602), Math.min(...shares), Math.max(...shares)]).toEqual([
    1, 1, 1, 2, 602,
  ])
})
