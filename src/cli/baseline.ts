import { writeFileSync } from 'node:fs'
import { facts, profiles, tableOf } from '../database/entities.ts'
import { openOrm } from '../database/orm.ts'

/**
 * Writes the tables of the first migration anew from the entities, and the guard of those that may only be appended:
 * `npm run baseline`. Only until the first release; from then on migrations go forward and are written by hand.
 */
const orm = await openOrm({ url: 'postgresql://nobody@127.0.0.1:1/none' })
const tables = (await orm.schema.getCreateSchemaSQL()).replace(/^set names 'utf8';\s*/, '')
await orm.close()

const guards = [...facts, ...profiles].map(entity => {
  const on = `before update or delete or truncate on "${tableOf(entity)}"`
  return `create trigger refuse_change ${on} for each statement execute function refuse_change();\n`
})
const write = (part: string, text: string) =>
  writeFileSync(new URL(`../database/migrations/0001-${part}.sql`, import.meta.url), text)
write('tables', tables)
write('guards', guards.join(''))
