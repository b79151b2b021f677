import { randomUUID } from 'node:crypto'
import { unwrapResolverError } from '@apollo/server/errors'
import type { GraphQLFormattedError } from 'graphql'
import { refuse as acts } from '../domain/acts/refusals.ts'
import { refuse as billing } from '../domain/billing/refusals.ts'
import { refuse as abroad } from '../domain/dividends/abroad/refusals.ts'
import { refuse as filing } from '../domain/dividends/filing/refusals.ts'
import { refuse as dividends } from '../domain/dividends/refusals.ts'
import { refuse as yearly } from '../domain/dividends/yearly/refusals.ts'
import { refuse as fulfilment } from '../domain/fulfilment/refusals.ts'
import { refuse as imports } from '../domain/imports/refusals.ts'
import { refuse as exchange } from '../domain/ledger/exchange/refusals.ts'
import { refuse as ledger } from '../domain/ledger/refusals.ts'
import { refuse as money } from '../domain/money/refusals.ts'
import { refuse as offerings } from '../domain/offerings/refusals.ts'
import { refuse as rounds } from '../domain/offerings/rounds/refusals.ts'
import { refuse as terms } from '../domain/offerings/terms/refusals.ts'
import { refuse as payoutAccounts } from '../domain/parties/payout-accounts/refusals.ts'
import { refuse as parties } from '../domain/parties/refusals.ts'
import { refuse as payouts } from '../domain/payments/payouts/refusals.ts'
import { refuse as reconciliation } from '../domain/payments/reconciliation/refusals.ts'
import { refuse as payments } from '../domain/payments/refusals.ts'
import { Refusal, refusals } from '../domain/refusal.ts'
import { refuse as audit } from '../domain/reports/audit/refusals.ts'
import { refuse as certificates } from '../domain/reports/certificates/refusals.ts'
import { refuse as reports } from '../domain/reports/refusals.ts'
import { refuse as gifts } from '../domain/shares/gifts/refusals.ts'
import { refuse as pledges } from '../domain/shares/pledges/refusals.ts'
import { refuse as shares } from '../domain/shares/refusals.ts'
import { refuse as reinvestment } from '../domain/shares/reinvestment/refusals.ts'
import { refuse as waiting } from '../domain/shares/waiting/refusals.ts'
import { refuse as time } from '../domain/time/refusals.ts'
import type { Log } from '../log.ts'

/** What the edge itself refuses. */
export const refuse = refusals({
  UNAUTHENTICATED: {
    when: 'Nobody is signed in, or the token is no longer valid, and the field needs it.',
    says: (_: Record<never, never>) => 'Sign in first: this needs a valid token.',
  },
  FORBIDDEN: {
    when: 'Who is signed in does not hold the role the field needs.',
    says: (_: Record<never, never>) => 'You do not hold the role that this needs.',
  },
  NOT_FOUND: {
    field: 'id',
    when: 'There is no such thing, or not for you: the two answers are the same.',
    says: (f: { id: string }) => `There is nothing with the id "${f.id}".`,
  },
  PAGE_TOO_LARGE: {
    field: 'first',
    when: 'More than 100 items of a list were asked for at once, or fewer than none.',
    says: (f: { asked: number }) => `${f.asked} items were asked for: a page has 0 to 100.`,
  },
  FILE_NOT_BASE64: {
    field: 'content',
    when: 'The content of a file is not written in base64.',
    says: (_: Record<never, never>) =>
      'The content is not base64: send the bytes of the file as they are, encoded.',
  },
  FILE_TOO_LARGE: {
    field: 'content',
    when: 'A file is larger than may be sent.',
    says: (f: { megabytes: number }) => `The file is larger than ${f.megabytes} MB.`,
  },
  QUERY_TOO_COMPLEX: {
    when: 'A query would cost more than one request may.',
    says: (f: { kind: string; cost: number; most: number }) =>
      `The ${f.kind} of the query is ${f.cost}; at most ${f.most} is answered at once.`,
  },
  CLOCK_FIXED: {
    when: 'Somebody moves the clock of a server that runs on real time, or moves a test clock back.',
    says: (f: { now: string }) => `It is ${f.now}: only a test clock can be moved, and only forward.`,
  },
  NOT_IN_PRODUCTION: {
    when: 'A help for developers is asked for in production.',
    says: (_: Record<never, never>) => 'This exists outside production only.',
  },
  NOT_FROM_OUTSIDE: {
    when: 'A help for developers is asked for from another machine.',
    says: (_: Record<never, never>) => 'This is answered on the machine itself only.',
  },
})

const ROOMS = [
  acts,
  audit,
  certificates,
  billing,
  dividends,
  exchange,
  abroad,
  filing,
  yearly,
  fulfilment,
  imports,
  gifts,
  ledger,
  money,
  offerings,
  rounds,
  terms,
  parties,
  payoutAccounts,
  payments,
  payouts,
  reconciliation,
  pledges,
  reinvestment,
  reports,
  shares,
  waiting,
  time,
  refuse,
]

/** Every code a request can be refused with, and when: what the API lists as RefusalCode. */
export const REFUSAL_CODES: ReadonlyMap<string, string> = new Map(
  ROOMS.flatMap(room => Object.values(room).map(kind => [kind.code, kind.when] as const)),
)

const RETRYABLE = new Set(['BUSY', 'IDEMPOTENCY_IN_PROGRESS', 'TOO_MANY_ATTEMPTS'])

/** Whether asking again later may succeed without changing the request. */
export const isRetryable = (refusal: Refusal): boolean => RETRYABLE.has(refusal.code)

/** What graphql-js and Apollo Server say about malformed requests may be told; it holds nothing of ours. */
const PUBLIC_CODES = new Set([
  'UNAUTHENTICATED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
])

/**
 * Turns a thrown error into what the client sees: a refusal with its code, a malformed request as graphql says it,
 * and of anything else an id only. The log keeps the rest under that id.
 */
export function formatError(log: Log) {
  return (formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError => {
    const error = unwrapResolverError(thrown)
    if (error instanceof Refusal) {
      const { code, field, message } = error
      return { ...formatted, message, extensions: { code, field, retryable: isRetryable(error) } }
    }
    const code = String(formatted.extensions?.code ?? '')
    if (PUBLIC_CODES.has(code)) return { ...formatted, extensions: { code } }
    return { ...formatted, ...fault(log, error, formatted.path) }
  }
}

/** What anybody is told of a fault: the number under which the log keeps what went wrong, and where. */
export function fault(log: Log, error: unknown, path: readonly (string | number)[] = []) {
  const errorId = randomUUID()
  log.error({ errorId, error: describe(error), path }, 'a request failed')
  const message = `Something went wrong on our side. Tell us this number: ${errorId}`
  return { message, extensions: { code: 'INTERNAL_SERVER_ERROR', errorId } }
}

/** Messages of the database may hold values of rows, so only their kind is kept. */
function describe(error: unknown): object {
  if (!(error instanceof Error)) return { thrown: typeof error }
  const { code, constraint } = error as { code?: string; constraint?: string }
  // A message of several lines stands before the calls, and may go on with values.
  const calls = error.stack?.split('\n').filter(line => /^\s+at /.test(line))
  const stack = calls?.slice(0, 7)
  return code === undefined ? { message: error.message, stack } : { code, constraint, stack }
}
