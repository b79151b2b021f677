import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { startEmbedded } from '../database/embedded.ts'
import { openOrm } from '../database/orm.ts'
import { booksOf } from '../domain/reports/books.ts'

/**
 * `npm run export -- books [--project ID]`: writes the books, of a project or all, as sorted lines of JSON by natural
 * keys, without ids and times of creation, so that two exports of what is the same are the same bytes. Works beside a
 * program that runs; nothing is changed.
 */
async function exportBooks(): Promise<void> {
  const projectId = projectFrom(process.argv.slice(2))
  const { databaseUrl, dataDir } = readConfig(process.env)
  const embedded = databaseUrl === null ? await startEmbedded({ folder: dataDir }) : null
  const orm = await openOrm({ url: databaseUrl ?? embedded?.url ?? '', connections: 1 })
  try {
    await orm.em.fork().transactional(async em => {
      await pipeline(await booksOf(em, projectId), process.stdout, { end: false })
    })
  } finally {
    await orm.close()
    await embedded?.stop()
  }
}

function projectFrom(args: string[]): string | null {
  const options = { project: { type: 'string' } } as const
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true })
  if (positionals.join() !== 'books') throw new Error('Say what: npm run export -- books [--project ID]')
  const id = values.project?.replace(/^Project:/, '') ?? null
  if (id === null || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id
  throw new Error(`"${values.project}" is no id of a project, such as the API gives them.`)
}

try {
  await exportBooks()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
