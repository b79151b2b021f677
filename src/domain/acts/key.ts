import { refuse } from './refusals.ts'

const KEY = /^[\w.:-]{1,128}$/

/** Reads an idempotency key. Refuses IDEMPOTENCY_KEY_INVALID. */
export function parseKey(key: string): string {
  if (!KEY.test(key)) throw refuse.IDEMPOTENCY_KEY_INVALID({ length: key.length })
  return key
}
