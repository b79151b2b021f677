import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { moveDatabase } from '../database/move.ts'
import { runChecks } from '../domain/checks/run-checks.ts'
import { installQueue } from '../jobs/queue.ts'

/**
 * `npm run move -- postgresql://user:password@host/database`: moves from the embedded database under DATA_DIR to a
 * database of one's own server. What a failure leaves behind, and what may be repeated, is said at moveDatabase.
 */
async function move(): Promise<void> {
  const { dataDir } = readConfig(process.env)
  const { tables, checks, notice } = await moveDatabase({
    folder: dataDir,
    targetUrl: targetFrom(process.argv.slice(2)),
    installQueue,
    runChecks,
    onTable: ({ table, rows }) => rows > 0 && console.log(`  ${counted(rows).padStart(12)}  ${table}`),
  })
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(
    `Moved ${tables.length} tables with ${counted(rows)} rows; every count, every checksum and ${checks} checks agree.`,
  )
  if (notice !== null) console.log(notice)
  console.log('Next:')
  console.log('  set DATABASE_URL to the address you gave here, and start Tantième as before')
  console.log(`  keep DATA_DIR, ${dataDir}: the papers and the secret that signs tokens stay there`)
  console.log(`  remove ${dataDir}/postgresql when nothing is missed: it is not used any more`)
}

function targetFrom(args: string[]): string {
  const [url, ...rest] = parseArgs({ args, allowPositionals: true }).positionals
  if (url === undefined || rest.length > 0 || !URL.canParse(url) || !/^postgres(ql)?:\/\//.test(url)) {
    throw new Error('Say where to: npm run move -- postgresql://user:password@host/database')
  }
  return url
}

const counted = (rows: number) => rows.toLocaleString('en')

try {
  await move()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.error('The embedded database is as it was, and the target holds all of it or nothing.')
  process.exit(1)
}
