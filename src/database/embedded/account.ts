import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** The account that owns a cluster and runs its programs; undefined is the one this process runs as. */
export type Account = { name: string; uid: number; gid: number } | undefined

const execute = promisify(execFile)

/**
 * Says which account runs PostgreSQL, which refuses to run as root: the owner of the cluster when there is one
 * already, else `postgres`, else `nobody`. No account is ever created. Anyone but root runs it himself.
 */
export async function accountFor(owner: { uid: number; gid: number } | undefined): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined
  if (owner) return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid }
  const account = (await lookUp('postgres')) ?? (await lookUp('nobody'))
  if (account) return account
  throw new Error(
    'PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to run it as.',
  )
}

/** Runs a program as this account and gives what it printed; rejects with what it complained about. */
export async function runAs(account: Account, file: string, args: string[]): Promise<string> {
  // Secrets and PG… variables of this process are not the server's business, and "/" is a folder all may enter.
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
  const { stdout } = await execute(file, args, { cwd: '/', env, ...account })
  return stdout
}

/** Whether the account may enter a folder, that is, all folders above it too. Throws when root may not act for it. */
export async function mayEnter(account: Account, folder: string): Promise<boolean> {
  if (!account) return true
  try {
    await runAs(account, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder])
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EPERM') return false
    throw new Error(`This process is root but may not run programs as ${account.name}.`, { cause: error })
  }
}

/** Whether a promise is kept. */
export async function succeeds(promise: Promise<unknown>): Promise<boolean> {
  return await promise.then(
    () => true,
    () => false,
  )
}

async function lookUp(name: string): Promise<Account> {
  try {
    const [uid, gid] = await Promise.all([execute('id', ['-u', name]), execute('id', ['-g', name])])
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}
