import { writeFileSync } from 'node:fs'
import { openOrm } from '../database/orm.ts'

/**
 * Writes the tables of the first migration anew from the entities: `npm run baseline`. Only until the first
 * release; from then on migrations go forward and are written by hand.
 */
const orm = await openOrm({ url: 'postgresql://nobody@127.0.0.1:1/none' })
const sql = await orm.schema.getCreateSchemaSQL()
const file = new URL('../database/migrations/0001-tables.sql', import.meta.url)
writeFileSync(file, sql.replace(/^set names 'utf8';\s*/, ''))
await orm.close()
