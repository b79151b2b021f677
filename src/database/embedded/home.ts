import { createHash } from 'node:crypto'
import { chmod, lstat, mkdir, readlink, realpath, rmdir, stat, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Account, accountFor, mayEnter } from './account.ts'

/** The folder that holds one cluster with its password, log, lock and, if need be, its programs. */
export type Home = { path: string; account: Account; remarks: string[] }

/** Where clusters of root go that cannot stay where they belong. */
const ELSEWHERE = '/var/lib/tantieme'

/**
 * Finds or makes `<folder>/postgresql`. When root hands PostgreSQL to an account that cannot enter the folder,
 * the home is made under /var/lib/tantieme and a link is left behind: the link says whose home it is, so who
 * removes the folder begins with an empty database, and who moves it takes the database along.
 */
export async function findHome(folder: string): Promise<Home> {
  await mkdir(folder, { recursive: true })
  const here = join(await realpath(folder), 'postgresql')
  if (await isLink(here)) return await linkedHome(here)
  const cluster = await stat(join(here, 'cluster')).catch(() => undefined)
  const account = await accountFor(cluster)
  if (await mayEnter(account, dirname(here))) return await ownHome({ path: here, account, remarks: [] })
  if (!cluster) return await movedHome(here, account)
  throw new Error(`The account that owns the database, ${account?.name}, may no longer enter ${here}.`)
}

async function isLink(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isSymbolicLink() ?? false
}

async function linkedHome(here: string): Promise<Home> {
  const path = await realpath(here).catch(async () => {
    const lost = await readlink(here)
    throw new Error(
      `${here} leads to ${lost}, which is gone. Remove the link to begin with an empty database.`,
    )
  })
  const account = await accountFor(await stat(join(path, 'cluster')).catch(() => undefined))
  return await ownHome({ path, account, remarks: [`The data is in ${path}, where ${here} leads.`] })
}

async function movedHome(here: string, account: Account): Promise<Home> {
  const wanted = join(ELSEWHERE, createHash('sha256').update(here).digest('hex').slice(0, 16))
  const path = await makeUnused(wanted)
  try {
    await symlink(path, here)
  } catch (error) {
    // Another process made the link a moment ago: one home is enough.
    await rmdir(path)
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return await linkedHome(here)
    throw error
  }
  const remarks = [
    `The data is in ${path}, because the account ${account?.name} may not enter ${dirname(here)}; ${here} leads there.`,
  ]
  if (path !== wanted) remarks.push(`Data of an earlier folder of the same name is kept in ${wanted}.`)
  return await ownHome({ path, account, remarks })
}

/** Makes this folder, or the first of -2, -3, … that is free. */
async function makeUnused(wanted: string): Promise<string> {
  await mkdir(ELSEWHERE, { recursive: true, mode: 0o711 })
  for (let path = wanted, number = 2; ; path = `${wanted}-${number++}`) {
    try {
      await mkdir(path)
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** The home belongs to this process's user; the other account may pass through but change nothing. */
async function ownHome(home: Home): Promise<Home> {
  await mkdir(home.path, { recursive: true })
  const { uid } = await stat(home.path)
  if (process.getuid && uid !== process.getuid()) {
    throw new Error(`${home.path} belongs to user ${uid}; this process runs as user ${process.getuid()}.`)
  }
  await chmod(home.path, home.account ? 0o711 : 0o700)
  if (await mayEnter(home.account, home.path)) return home
  throw new Error(`The account ${home.account?.name} may not enter ${home.path}.`)
}
