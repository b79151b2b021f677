import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startEmbedded } from '../src/database/embedded.ts'
import { prepareDatabase } from '../src/database/prepare.ts'
import { installQueue } from '../src/jobs/queue.ts'

/*
 * `npm run bench -- distribution`: 10,000, 100,000 and 1,000,000 holders on the real path, each beside its floor on
 * the same durable server at the same time, `--runs N` times (5): the median is told. `--json` prints one object on the
 * last line; `--only N` measures one size.
 */
type Measured = {
  n: number
  seconds: number
  floorSeconds: number
  ratio: number
  peakRssMb: number
  bytesPerHolder: number
}

const ONE = fileURLToPath(new URL('./distribution-one.ts', import.meta.url))

/** Runs the measurement and prints it. */
export async function benchDistribution(args: readonly string[]): Promise<void> {
  const given = (option: string) => {
    return args.includes(option) ? Number(args[args.indexOf(option) + 1]) : null
  }
  const only = given('--only')
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-bench-'))
  const server = await startEmbedded({ folder })
  try {
    const runs: Measured[] = []
    for (const n of only === null ? [10_000, 100_000, 1_000_000] : [only]) {
      runs.push(await measure(server.url, n, given('--runs') ?? 5))
      console.log(line(runs.at(-1) as Measured))
    }
    const growthExponent = exponent(runs)
    console.log(`growth exponent from ${runs[0]?.n} to ${runs.at(-1)?.n}: ${growthExponent}`)
    if (args.includes('--json')) console.log(JSON.stringify({ bench: 'distribution', runs, growthExponent }))
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(serverUrl: string, n: number, times: number): Promise<Measured> {
  const name = `bench_${n}`
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const ownerUrl = serverUrl.replace(/\/[^/]*$/, `/${name}`)
  const { url } = await prepareDatabase(ownerUrl, installQueue)
  // Its progress goes to the terminal.
  const child = spawn(process.execPath, [ONE, url, ownerUrl, `${n}`, `${times}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await text(child.stdout)
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
  return JSON.parse(said)
}

function line({ n, seconds, floorSeconds, ratio, peakRssMb, bytesPerHolder }: Measured): string {
  const cells = [
    n.toLocaleString('en').padStart(9),
    `${seconds.toFixed(2)} s`.padStart(9),
    `floor ${floorSeconds.toFixed(2)} s`.padStart(14),
    `ratio ${ratio.toFixed(2)}`.padStart(11),
    `peak ${peakRssMb} MB`.padStart(12),
    `${bytesPerHolder} bytes a holder`,
  ]
  return cells.join('  ')
}

/** t ~ n^k between the smallest and the largest size; where there is one size, k = 1. */
function exponent(runs: readonly Measured[]): number {
  const [first, last] = [runs[0], runs.at(-1)]
  if (first === undefined || last === undefined || first.n === last.n) return 1
  return Math.round((Math.log(last.seconds / first.seconds) / Math.log(last.n / first.n)) * 1000) / 1000
}
