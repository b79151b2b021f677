import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

const text = (part: string) => readFileSync(new URL(`0001-${part}.sql`, import.meta.url), 'utf8')

/** The first schema: functions, tables and their guards (both generated from the entities by `npm run baseline`). */
export class Baseline extends Migration {
  override up(): void {
    for (const part of ['functions', 'tables', 'guards', 'entries']) this.addSql(text(part))
  }
}
