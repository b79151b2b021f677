import {
  chownSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { findHome } from '../../src/database/embedded/home.ts'
import { startEmbedded } from '../../src/database/embedded.ts'
import { ask, cleanUp, copyCheckout, isRoot, nobody, startChild, temporary } from '../support/embedded.ts'

if (!isRoot) console.info('skipped: what the embedded server does for root needs root to be tried')
const rootTest = isRoot ? test : test.skip

afterEach(cleanUp)

describe('where the account of the server may not go', () => {
  rootTest(
    'under a closed folder the cluster is moved and linked, and the programs copied with their links',
    async () => {
      const checkout = temporary(0o700)
      copyCheckout(checkout)
      const folder = join(checkout, 'data')
      const child = await startChild(folder, { checkout })
      const home = readlinkSync(join(folder, 'postgresql'))
      expect(home).toMatch(/^\/var\/lib\/tantieme\/[0-9a-f]{16}$/)
      expect(child.notice).toContain(
        `The data is in ${home}, because the account postgres may not enter ${folder}; ${folder}/postgresql leads there.`,
      )
      expect(child.notice).toMatch(/Its programs are a copy in \S+, because libraries lack their links in /)
      await ask(child.url, 'create table kept as select 42 as answer')
      expect(await child.stop()).toContain('stopped')

      const again = await startEmbedded({ folder })
      expect(again.notice).toContain(`The data is in ${home}, where ${folder}/postgresql leads.`)
      expect(await ask(again.url, 'select answer from kept')).toEqual([{ answer: 42 }])
      expect(await again.stop()).toContain('stopped')
    },
  )

  rootTest('who removes a folder begins anew, and is told where the earlier data is', async () => {
    const folder = temporary(0o700)
    const first = await findHome(folder)
    const second = await findHome(folder)
    rmSync(join(folder, 'postgresql'))
    const third = await findHome(folder)
    rmSync(first.path, { recursive: true })

    expect(second.path).toBe(first.path)
    expect(third.path).toBe(`${first.path}-2`)
    expect(third.remarks).toContain(`Data of an earlier folder of the same name is kept in ${first.path}.`)
    rmSync(third.path, { recursive: true })
    await expect(findHome(folder)).rejects.toThrow(
      `${folder}/postgresql leads to ${third.path}, which is gone. Remove the link to begin with an empty database.`,
    )
  })

  rootTest('a plain user runs it himself, and root does not meddle with his cluster', async () => {
    const checkout = temporary()
    copyCheckout(checkout)
    copyFileSync(process.execPath, join(checkout, 'node'))
    const folder = join(checkout, 'data')
    const user = nobody()
    mkdirSync(folder)
    chownSync(folder, user.uid, user.gid)

    const child = await startChild(folder, { checkout, node: join(checkout, 'node'), user })
    expect(statSync(join(folder, 'postgresql', 'cluster')).uid).toBe(user.uid)
    expect(await ask(child.url, 'select 1 as works')).toEqual([{ works: 1 }])
    await expect(startEmbedded({ folder })).rejects.toThrow(
      `postgresql belongs to user ${user.uid}; this process runs as user 0.`,
    )
    expect(await child.stop()).toContain('stopped')
  })
})

describe('what cannot be helped is said with the remedy', () => {
  test('the folder is a file', async () => {
    const file = join(temporary(), 'data')
    writeFileSync(file, '')
    await expect(startEmbedded({ folder: file })).rejects.toThrow(
      /^The embedded PostgreSQL in \S+ cannot be used: EEXIST[\s\S]*set DATABASE_URL to a PostgreSQL server of your own/,
    )
  })

  test('the folder has a name that a shell would take for a command', async () => {
    await expect(startEmbedded({ folder: join(temporary(), '$(touch bad)') })).rejects.toThrow(
      'postgresql holds one of the characters " $ ` \\, which pg_ctl cannot pass on.',
    )
  })

  test('the server refuses its settings: the end of its log is shown', async () => {
    const folder = temporary()
    await (await startEmbedded({ folder, durable: false })).stop()
    writeFileSync(join(folder, 'postgresql', 'cluster', 'postgresql.conf'), 'nonsense = 1\n')

    const failure = await startEmbedded({ folder }).catch((error: Error) => error.message)
    expect(failure).toContain('the server did not start. The end of its log, ')
    expect(failure).toContain('unrecognized configuration parameter "nonsense"')
    expect(failure).toContain('set DATABASE_URL')
    expect(failure).not.toContain(readFileSync(join(folder, 'postgresql', 'password'), 'utf8'))
  })
})
