import { createHmac } from 'node:crypto'
import { Client } from 'pg'
import { facts, profiles, tableOf, workRows } from './entities.ts'

/** How the application connects, and a sentence when it could not be given a role of its own. */
export type ApplicationRole = { url: string; notice: string | null }

const WITHOUT = 'facts are protected by the trigger alone'

/**
 * Gives the application a role that may read everything, append facts, and change work rows only. Where the
 * owner may not create roles, or the role may not sign in, the application goes on as the owner and says so.
 */
export async function grantApplicationRole(owner: Client, ownerUrl: string): Promise<ApplicationRole> {
  const asOwner = (why: string) => ({ url: ownerUrl, notice: `${why}: ${WITHOUT}.` })
  const { rows } = await owner.query<{ me: string; may: boolean; database: string }>(
    `select current_user as me, rolsuper or rolcreaterole as may, current_database() as database
       from pg_roles where rolname = current_user`,
  )
  const { me, may, database } = rows[0] ?? { me: '', may: false, database: '' }
  if (!may) return asOwner(`The database user "${me}" may not create roles`)
  // Derived from nothing, the application's password would be known to everyone.
  if (new URL(ownerUrl).password === '') return asOwner('DATABASE_URL holds no password')
  const role = `${me}_app`
  const password = passwordFor(role, ownerUrl)
  const url = urlAs(ownerUrl, role, password)
  for (let times = 0; times < 3 && !(await canConnect(url)); times++) await createRole(owner, role, password)
  await owner.query(grants(role, database))
  return (await canConnect(url)) ? { url, notice: null } : asOwner(`The role "${role}" may not sign in`)
}

/** The same in every process of an installation, and nowhere stored: derived from the owner's own password. */
function passwordFor(role: string, ownerUrl: string): string {
  return createHmac('sha256', new URL(ownerUrl).password).update(role).digest('hex')
}

/** Unique name taken, object there already, "tuple concurrently updated". */
const MADE_MEANWHILE = ['23505', '42710', 'XX000']

/**
 * Makes the role, or gives it its password. Roles belong to the server, so the preparation of another database of it
 * may do the same at the same moment.
 */
async function createRole(owner: Client, role: string, password: string): Promise<void> {
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [role])
  const verb = rowCount === 0 ? 'create' : 'alter'
  try {
    await owner.query(`${verb} role ${owner.escapeIdentifier(role)} login password '${password}'`)
  } catch (error) {
    if (!MADE_MEANWHILE.includes((error as { code?: string }).code ?? '')) throw error
  }
}

function grants(role: string, database: string): string {
  const to = `to "${role}"`
  const list = (entities: readonly Parameters<typeof tableOf>[0][]) =>
    entities.map(entity => `"${tableOf(entity)}"`).join(', ')
  return `
    grant connect on database "${database}" ${to};
    grant usage on schema public ${to};
    grant select, insert on ${list([...facts, ...profiles])} ${to};
    grant select, insert, update, delete on ${list(workRows)} ${to};
    -- Locking a row asks for the right to update one column; the trigger still refuses the update itself.
    grant update (id) on "account", "project", "offering", "party", "payout_batch", "bank_debit", "receipt" ${to};
    -- The checks recompute runs with its functions, which anybody may execute and none of which writes.
    grant usage on schema recomputed ${to};
    grant usage on schema pgboss ${to};
    grant select, insert, update, delete on all tables in schema pgboss ${to};
    grant usage on all sequences in schema pgboss ${to};
    grant execute on all functions in schema pgboss ${to};`
}

function urlAs(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = password
  return url.href
}

async function canConnect(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}
