import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

const text = (part: string) => readFileSync(new URL(`0001-${part}.sql`, import.meta.url), 'utf8')

const TABLES = [
  'functions',
  'tables',
  'guards',
  'entries',
  'holdings',
  'taxes',
  'carries',
  'refunds',
  'editions',
  'closing',
]
/** The second engine, which the checks ask what a run should have been. */
const RECOMPUTED = ['fractions', 'handing-out', 'weighing', 'interest', 'tiers', 'runs']

/**
 * The first schema: functions, tables and their guards (both generated from the entities by `npm run baseline`), and
 * the functions that recompute runs.
 */
export class Baseline extends Migration {
  override up(): void {
    for (const part of [...TABLES, ...RECOMPUTED]) this.addSql(text(part))
  }
}
