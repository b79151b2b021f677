import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, readConfig } from '../config.ts'
import { booksAreThere } from '../database/books-there.ts'
import { startEmbedded } from '../database/embedded.ts'
import { type Orm, openOrm } from '../database/orm.ts'

/**
 * Opens the books that the environment names, beside a program that runs, for as long as `work` takes. Throws an Error that
 * says what to do where there are none yet: a command makes no books, and leaves an empty folder empty.
 */
export async function withBooks<T>(
  work: (books: { orm: Orm; config: Config }) => Promise<T>,
  options: { connections?: number } = {},
): Promise<T> {
  const config = readConfig(process.env)
  const { databaseUrl, dataDir } = config
  if (databaseUrl === null && !existsSync(join(dataDir, 'postgresql', 'cluster'))) throw none(dataDir)
  const embedded = databaseUrl === null ? await startEmbedded({ folder: dataDir }) : null
  try {
    const url = databaseUrl ?? embedded?.url ?? ''
    if (!(await booksAreThere(url)))
      throw none(databaseUrl === null ? dataDir : 'The database of DATABASE_URL')
    const orm = await openOrm({ url, ...options })
    try {
      return await work({ orm, config })
    } finally {
      await orm.close()
    }
  } finally {
    await embedded?.stop()
  }
}

const none = (where: string) =>
  new Error(
    `${where} holds no books yet. Start with npm start, or see what books look like with npm run demo.`,
  )
