import { randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { Client } from 'pg'
import { playKills } from '../trials/play-kills.ts'

/** An empty database of the test's own that nobody is connected to. */
async function withEmpty<T>(work: (urls: { ownerUrl: string; appUrl: string }) => Promise<T>): Promise<T> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const urlOf = (variable: string, database: string) => {
    const url = new URL(process.env[variable] ?? '')
    url.pathname = `/${database}`
    return url.href
  }
  const admin = new Client({ connectionString: urlOf('TEST_OWNER_URL', 'postgres') })
  await admin.connect()
  try {
    await admin.query(`create database ${name} template tantieme`)
    return await work({ ownerUrl: urlOf('TEST_OWNER_URL', name), appUrl: urlOf('TEST_APP_URL', name) })
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
}

test('killed with -9 at random points and begun again, a run leaves the books of one that nobody broke, byte for byte', async () => {
  const { differences, ...killed } = await withEmpty(urls =>
    playKills({ ...urls, kills: 3, holders: 2000, seed: 2008 }),
  )
  expect(differences).toEqual([])
  expect(killed.before + killed.during + killed.after).toBe(3)
})
