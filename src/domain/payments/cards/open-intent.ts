import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { CardIntentRow } from './card-payments.ts'

/** Keeps what an investor was shown under the name the processor gave it. The same name again changes nothing. */
export async function openIntent(
  em: EntityManager,
  intent: Omit<CardIntentRow, 'id'>,
  now: Date,
): Promise<void> {
  await sqlOf(em)
    .insertInto('cardIntent')
    .values({ id: newId(), ...intent, openedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
