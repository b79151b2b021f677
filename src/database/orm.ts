import { Migrator } from '@mikro-orm/migrations'
import { MikroORM, type Options } from '@mikro-orm/postgresql'
import type { Pool, PoolClient } from 'pg'
import { entities } from './entities.ts'
import { Baseline } from './migrations/0001-baseline.ts'
import { PreparingClient } from './prepared.ts'

/** The object-relational mapper over one connection pool. */
export type Orm = MikroORM

/**
 * `lockTimeoutMs`: how long a statement waits for a lock that others hold before it gives up; `poolTimeoutMs`: how
 * long a transaction waits for a free connection.
 */
export type OrmOptions = { url: string; connections?: number; lockTimeoutMs?: number; poolTimeoutMs?: number }

const MINUTE = 60_000

/** Opens a pool on the database. Nothing is migrated here, and no connection is made before the first query. */
export function openOrm(options: OrmOptions): Promise<Orm> {
  const { url, connections = 10, lockTimeoutMs = MINUTE / 4, poolTimeoutMs = MINUTE / 4 } = options
  const settings = {
    clientUrl: url,
    entities: [...entities],
    extensions: [Migrator],
    migrations: {
      migrationsList: [{ name: '0001-baseline', class: Baseline }],
      snapshot: false,
      silent: true,
    },
    schemaGenerator: { ignoreTriggers: true, ignoreRoutines: true, ignorePolicies: true },
    // A replica may be behind: balances are always read where they are written.
    preferReadReplicas: false,
    driverOptions: {
      Client: PreparingClient,
      max: connections,
      application_name: 'tantieme',
      connectionTimeoutMillis: poolTimeoutMs,
      // A connection that was lost without a word is found by the system, and not by everybody who waits behind it.
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      lock_timeout: lockTimeoutMs,
      statement_timeout: 10 * MINUTE,
      idle_in_transaction_session_timeout: 10 * MINUTE,
      onPoolCreated,
    },
  }
  return MikroORM.init(settings as unknown as Options) as Promise<Orm>
}

const INT8 = 20
const INT8_ARRAY = 1016
const DATE = 1082
const TIMESTAMPTZ = 1184

type Types = { setTypeParser(oid: number, parse: (text: string) => unknown): void }

/**
 * Amounts must arrive as bigint and instants as Date, also through the query builder: by default it types a
 * bigint column as bigint and delivers a string, so that 1000 + 1000 would become "10001000".
 */
function onPoolCreated(pool: Pool): void {
  const { types } = pool.options as unknown as { types: Types }
  types.setTypeParser(INT8, BigInt)
  types.setTypeParser(INT8_ARRAY, text => text.slice(1, -1).split(',').filter(Boolean).map(bigintOrNull))
  types.setTypeParser(DATE, text => text)
  types.setTypeParser(TIMESTAMPTZ, text => new Date(text))
  releaseDeadClients(pool)
}

function bigintOrNull(text: string): bigint | null {
  return text === 'NULL' ? null : BigInt(text)
}

/** A client whose connection ended inside a transaction is given back, so that the pool never runs dry. */
function releaseDeadClients(pool: Pool): void {
  const taken = new Set<PoolClient>()
  pool.on('acquire', client => taken.add(client))
  pool.on('release', (_error, client) => taken.delete(client))
  pool.on('connect', client => {
    client.once('end', () => setTimeout(() => taken.delete(client) && client.release(true), 200).unref())
  })
}
