import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

/*
 * The clients of the opening minute in a process of their own: 256 connections, each sends its next request when the last
 * was answered. Reads what to do as JSON, prints how many requests were answered, in what time, and how long each took.
 */
const CLIENTS = 256

const SUBSCRIBE = `mutation ($key: String!, $offering: ID!) {
  subscribe(input: { idempotencyKey: $key, offeringId: $offering, shares: 1 }) {
    __typename
    ... on SubscriptionPayload { subscription { id state position amount { amount } reference } }
  }
}`

/** What stands in an answer that is no refusal. */
const EXPECTED = { ping: '{"data":{"ping":"', subscribe: '"position":' }

type Work = {
  what: 'ping' | 'subscribe'
  seconds: number
  urls: string[]
  offeringId: string
  tokens: string[]
}

const work: Work = JSON.parse(await text(process.stdin))
const latencies: number[] = []
const started = performance.now()
const ends = started + work.seconds * 1000
await Promise.all(Array.from({ length: CLIENTS }, (_, client) => runClient(client)))
const seconds = (performance.now() - started) / 1000
console.log(JSON.stringify({ requests: latencies.length, seconds, latencies }))

async function runClient(client: number): Promise<void> {
  const { urls, tokens } = work
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const url = new URL(urls[client % urls.length] as string)
  for (let person = client; performance.now() < ends; person = (person + CLIENTS) % tokens.length) {
    const sent = performance.now()
    const answer = await post(url, agent, { token: tokens[person] as string, body: bodyOf(work) })
    if (!answer.includes(EXPECTED[work.what])) throw new Error(answer)
    latencies.push(performance.now() - sent)
  }
  agent.destroy()
}

function bodyOf({ what, offeringId }: Work): string {
  if (what === 'ping') return '{"query":"mutation { ping }"}'
  return JSON.stringify({ query: SUBSCRIBE, variables: { key: randomUUID(), offering: offeringId } })
}

function post(url: URL, agent: Agent, { token, body }: { token: string; body: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'content-length': Buffer.byteLength(body),
    }
    request(url, { agent, method: 'POST', headers }, response => {
      text(response).then(resolve, reject)
    })
      .once('error', reject)
      .end(body)
  })
}
