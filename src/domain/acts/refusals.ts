import { refusals } from '../refusal.ts'

export const refuse = refusals({
  IDEMPOTENCY_KEY_INVALID: {
    field: 'idempotencyKey',
    when: 'An idempotency key is empty, too long, or not plain text.',
    says: (f: { length: number }) =>
      `An idempotency key is 1 to 128 letters (A to Z), digits or - _ . : and nothing else; this one has ${f.length} characters.`,
  },
  IDEMPOTENCY_CONFLICT: {
    field: 'idempotencyKey',
    when: 'The same key was sent before with another request.',
    says: (f: { key: string; verb: string }) =>
      `The key "${f.key}" was already used for another "${f.verb}": send a new key for a new request.`,
  },
  IDEMPOTENCY_IN_PROGRESS: {
    field: 'idempotencyKey',
    when: 'A request with the same key is still running; ask again.',
    says: (f: { key: string }) => `The request with the key "${f.key}" is still running: ask again shortly.`,
  },
  BUSY: {
    when: 'Others held what this request needs for too long; nothing was changed; ask again.',
    says: (f: { verb: string }) => `"${f.verb}" waited too long for others to finish: ask again shortly.`,
  },
})
