import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { keepLateRates } from './keep-entry-rates.ts'
import { type NewRate, type ReadRate, readRate } from './read-rate.ts'
import { refuse } from './refusals.ts'

const MOST = 10_000

/**
 * Stores rates as they are told, one alone or all of a central bank's file. What is the last word on its pair, source and
 * instant already is not told again; another rate for them corrects it. Entries that waited for a rate to the euro get the
 * one that held for them. Answers those that were stored.
 * Refuses RATES_TOO_MANY, and what `readRate` refuses.
 */
export async function recordRates(
  em: EntityManager,
  input: { rates: readonly NewRate[] },
  now: Date,
): Promise<{ rateIds: string[] }> {
  const rates = input.rates.map(each => readRate(each, now))
  if (rates.length > MOST) throw refuse.RATES_TOO_MANY({ rates: rates.length, most: MOST })
  // Two who tell the same at once: the second sees what the first told.
  await sql`select pg_advisory_xact_lock(hashtext('exchangeRate'))`.execute(sqlOf(em))
  const rateIds = await writeNew(em, rates)
  // Also where nothing is new: an entry may have been booked while its rate was being told.
  await keepLateRates(em)
  return { rateIds }
}

async function writeNew(em: EntityManager, rates: readonly ReadRate[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into exchange_rate (id, from_currency, to_currency, rate, source, at)
    select told.id, told.from_currency, told.to_currency, told.rate, told.source, told.at
      from unnest(${rates.map(() => newId())}::uuid[], ${rates.map(each => each.from)}::text[],
                  ${rates.map(each => each.to)}::text[], ${rates.map(each => each.rate)}::text[],
                  ${rates.map(each => each.source)}::text[],
                  ${rates.map(each => each.at.toISOString())}::timestamptz[])
             as told (id, from_currency, to_currency, rate, source, at)
     where told.rate is distinct from (
             select known.rate from exchange_rate as known
              where known.from_currency = told.from_currency and known.to_currency = told.to_currency
                and known.source = told.source and known.at = told.at
              order by known.id desc limit 1)
     order by told.id
    returning id`.execute(sqlOf(em))
  return rows.map(row => row.id)
}
