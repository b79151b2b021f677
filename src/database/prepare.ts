import { Client } from 'pg'
import { openOrm } from './orm.ts'
import { type ApplicationRole, grantApplicationRole } from './roles.ts'

const PREPARING = 7_239_411

/**
 * Brings a database to the newest schema as its owner and says with which URL the application should go on.
 * Several processes may start at once: one prepares, the others wait for it. `also` installs what else must
 * exist before rights are granted (the job queue).
 */
export async function prepareDatabase(
  ownerUrl: string,
  also: (ownerUrl: string) => Promise<void>,
): Promise<ApplicationRole> {
  const owner = new Client({ connectionString: ownerUrl, application_name: 'tantieme-migrate' })
  await owner.connect()
  try {
    await refuseOldServer(owner)
    await owner.query('select pg_advisory_lock($1)', [PREPARING])
    await migrate(ownerUrl)
    await also(ownerUrl)
    return await grantApplicationRole(owner, ownerUrl)
  } finally {
    await owner.end()
  }
}

async function migrate(url: string): Promise<void> {
  const orm = await openOrm({ url, connections: 2 })
  try {
    await orm.migrator.up()
  } finally {
    await orm.close()
  }
}

const OLDEST = 15

async function refuseOldServer(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ version: string }>(
    "select current_setting('server_version') as version, current_setting('server_version_num')::int as number",
  )
  const version = rows[0]?.version ?? ''
  if (Number.parseInt(version, 10) < OLDEST) {
    throw new Error(`PostgreSQL ${OLDEST} or newer is needed; this server is ${version}.`)
  }
}
