import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { openProcessor, type Processor } from '../../src/processor/processor.ts'

const SECRET = 'whsec_of_the_tests'

/** What was asked of the processor: how, where, with what, under which key. */
export type Asked = { path: string; body: Record<string, string>; key: string | null }

/**
 * A stand-in for the API of the card processor on this machine, spoken to by the processor's own library; what it answers
 * is made up, what it is asked is kept. `broken`: it answers nothing but faults; `refusal`: how it refuses refunds; `refunds`:
 * those it says that it has given.
 */
export async function openStripe() {
  const asked: Asked[] = []
  const state = {
    broken: false,
    moved: [] as { type: string; net: number; fee: number }[],
    refusal: null as ({ status: number } & object) | null,
    refunds: [] as { id: string; metadata: { refund: string } }[],
  }
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
    const path = `${request.method} ${new URL(request.url ?? '', 'http://x').pathname}`
    const key = request.headers['idempotency-key']
    asked.push({ path, body, key: typeof key === 'string' ? key : null })
    response.setHeader('content-type', 'application/json')
    const refusal = path === 'POST /v1/refunds' ? state.refusal : null
    response.statusCode = state.broken ? 400 : (refusal?.status ?? 200)
    const error = state.broken ? { message: 'sk_test_secret' } : refusal
    response.end(JSON.stringify(error === null ? answer(path, key) : { error }))
  })
  const answer = (path: string, key: unknown) => {
    if (path.endsWith('/balance_transactions')) {
      return { object: 'list', has_more: false, url: '/v1/balance_transactions', data: state.moved }
    }
    if (path === 'GET /v1/refunds') {
      return { object: 'list', has_more: false, url: '/v1/refunds', data: state.refunds }
    }
    if (path === 'POST /v1/refunds') return { id: `re_${key}` }
    const id = path === 'POST /v1/payment_intents' ? `pi_${key}` : path.split('/').at(-1)
    return { id, client_secret: `${id}_secret` }
  }
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', () => resolve()))
  return {
    asked,
    state,
    processor: processorAt(http),
    stop: () => new Promise(resolve => http.close(resolve)),
  }
}

function processorAt(http: Server): Processor {
  const { port } = http.address() as AddressInfo
  const keys = { secretKey: 'sk_test_secret', webhookSecret: SECRET, publishableKey: 'pk_test' }
  return openProcessor(keys, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 })
}

/** A message of the processor and its signature, by the processor's own library. */
export function signed(type: string, object: object, at: Date, secret = SECRET) {
  const created = Math.floor(at.getTime() / 1000)
  const body = JSON.stringify({ id: `evt_${created}`, object: 'event', type, created, data: { object } })
  const signature = new Stripe('sk_test').webhooks.generateTestHeaderString({
    payload: body,
    secret,
    timestamp: created,
  })
  return { body, signature }
}
