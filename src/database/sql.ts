import type { EntityManager } from '@mikro-orm/postgresql'
import type { InferKyselyDB } from '@mikro-orm/sql'
import { CamelCasePlugin, type Kysely, sql } from 'kysely'
import type { entities } from './entities.ts'

/** Every table, typed from its entity: names and columns in camelCase here, in snake_case in the database. */
export type Tables = InferKyselyDB<
  (typeof entities)[number],
  { tableNamingStrategy: 'entity'; columnNamingStrategy: 'property' }
>

/** The typed query builder. Values always travel as bind parameters, never inside the SQL text. */
export type Sql = Kysely<Tables>

const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true })

/** Queries on the transaction of this entity manager, or on the pool when it has none. */
export function sqlOf(em: EntityManager): Sql {
  return em.getKysely().withPlugin(camelCase) as unknown as Sql
}

/** How a statement begins that is planned once for each connection (`prepared.ts`). */
export const PREPARED_MARK = '/* prepared */ '

/**
 * Begins a statement that is sent often with other values only. Never one with a list of changing length in its text: each
 * length would be another statement.
 */
export const PREPARED = sql.raw(PREPARED_MARK)
