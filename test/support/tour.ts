import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from '@jest/globals'
import { extractText, getDocumentProxy } from 'unpdf'
import { PASSWORD } from '../../src/cli/demo/cast.ts'
import { ask, Person, Refused } from '../../src/cli/demo/client.ts'
import { reportOnPack } from '../../src/cli/pack-report.ts'

/** One thing a text tells its reader to do, and what he then sees. */
type Step = {
  line: number
  directive: string
  kind: string
  body: string
  shown: { kind: string; body: string } | null
}

/** Who walks, where, and what he has kept on the way. */
export type Walk = {
  url: string
  people: Record<string, Person>
  kept: Record<string, string>
  /** What the last curl brought. */
  fetched?: Buffer
}

const ROOT = new URL('../../', import.meta.url)
const BLOCK = /(?:<!--(?<directive>[^>]*)-->\n)?```(?<kind>\w+)\n(?<body>[\s\S]*?)```/g
const SHOWN = new Set(['json', 'text'])
/** The server as the texts call it. */
const PRINTED = 'http://127.0.0.1:4000'
/** Verifies the file that was fetched last. */
const VERIFY = 'npm run verify -- '

/**
 * The steps of a text: each `graphql` block, and each `sh` block that fetches or verifies a file, is something to do; the `json`
 * or `text` block after it is what is seen. The first line of a request says who sends it ("# as investor"). A comment
 * above says what a reader keeps ("keep PATH as NAME", where NAME is a variable or stands in braces later);
 * "enter NAME EMAIL" signs somebody in whom the text has just made; "ask again" asks until it is seen.
 */
export function stepsOf(file: string): Step[] {
  const text = readFileSync(new URL(file, ROOT), 'utf8')
  const steps: Step[] = []
  for (const match of text.matchAll(BLOCK)) {
    const { directive = '', kind = '', body = '' } = match.groups ?? {}
    const line = text.slice(0, match.index).split('\n').length
    const last = steps.at(-1)
    if (kind === 'graphql' || (kind === 'sh' && (body.startsWith('curl ') || body.startsWith(VERIFY))))
      steps.push({ line, directive, kind, body, shown: null })
    else if (SHOWN.has(kind) && last !== undefined) last.shown = { kind, body }
  }
  return steps
}

/** Does one step and compares what is seen with what the text shows. */
export async function takeStep(walk: Walk, step: Step): Promise<void> {
  const parts = step.directive.split(';').map(part => part.trim())
  const told = (word: string) =>
    parts.filter(part => part.startsWith(`${word} `)).map(part => part.slice(word.length + 1))
  for (const entry of told('enter')) await enter(walk, entry)
  if (step.shown === null) throw new Error(`Line ${step.line} does not show what is seen`)
  if (step.kind === 'sh')
    return step.body.startsWith(VERIFY) ? verifyShown(walk, step) : fetchShown(walk, step)
  const answer = await seen(walk, step, parts.includes('ask again') ? MOST_ASKED : 1)
  for (const keep of told('keep')) {
    const [, path = '', name = '', part = '[^]*'] = /^(\S+) as (\w+)(?: matching (.+))?$/.exec(keep) ?? []
    walk.kept[name] = new RegExp(part).exec(String(at(answer, path)))?.[0] ?? ''
  }
}

/** Other test files work on the same server: what waits for their transactions is asked for during half a minute. */
const MOST_ASKED = 150

/** The answer, once it is what the text shows. */
async function seen(walk: Walk, step: Step, times: number): Promise<unknown> {
  const answer = await answerTo(walk, step)
  try {
    const shown = wanted(step.shown?.body ?? '')
    expect({ line: step.line, seen: answer }).toMatchObject({ line: step.line, seen: shown })
    return answer
  } catch (error) {
    if (times === 1) throw error
    await sleep(200)
    return seen(walk, step, times - 1)
  }
}

async function answerTo(walk: Walk, { line, body }: Step): Promise<unknown> {
  const [, who] = /^# as (\w+)\n/.exec(body) ?? []
  if (who === undefined) throw new Error(`Line ${line} does not say who asks`)
  const names = [...body.matchAll(/\$(\w+):/g)].map(([, name = '']) => name)
  const variables = Object.fromEntries(names.map(name => [name, walk.kept[name]]))
  try {
    return await (who === 'nobody' ? ask(walk.url, body, variables) : person(walk, who).ask(body, variables))
  } catch (error) {
    if (error instanceof Refused) return { refused: error.code }
    throw error
  }
}

/** What the line of curl would fetch. */
async function fetchShown(walk: Walk, step: Step): Promise<void> {
  const { line, body } = step
  const filled = body.replaceAll(/\{(\w+)\}/g, (_, name: string) => walk.kept[name] ?? '')
  const [, path = ''] = new RegExp(`${PRINTED}([^\\s']*)`).exec(filled) ?? []
  const headers = [...filled.matchAll(/-H '(\S+): (.+?)'/g)].map(([, name = '', value = '']) => [name, value])
  const response = await fetch(`${walk.url}${path}`, { headers: Object.fromEntries(headers) })
  expect([line, response.status]).toEqual([line, 200])
  walk.fetched = Buffer.from(await response.arrayBuffer())
  const isPaper = response.headers.get('content-type')?.includes('pdf')
  expectLines(step, isPaper ? await textOf(walk.fetched) : walk.fetched.toString('utf8'))
}

/** What the line of npm would say of the file that was fetched last. */
function verifyShown({ fetched }: Walk, step: Step): void {
  if (fetched === undefined) throw new Error(`Line ${step.line} verifies nothing: no file was fetched`)
  expectLines(step, reportOnPack(fetched).lines.join('\n'))
}

/** Each line that is shown stands somewhere in a text; "…" stands for anything within it. */
function expectLines({ line, shown }: Step, text: string): void {
  for (const each of (shown?.body ?? '').split('\n').filter(Boolean)) {
    const pattern = each.trim().split('…').map(escaped).join('.*')
    expect([line, text]).toEqual([line, expect.stringMatching(new RegExp(pattern))])
  }
}

const escaped = (part: string) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

async function textOf(paper: Buffer): Promise<string> {
  const pdf = await getDocumentProxy(new Uint8Array(paper))
  const { text } = await extractText(pdf, { mergePages: true })
  return text.replaceAll(/\s+/g, ' ')
}

/** "enter NAME EMAIL": from here on NAME is who signs in with that address. */
async function enter(walk: Walk, entry: string): Promise<void> {
  const [name = '', email = ''] = entry.split(' ')
  walk.people[name] = await Person.enter(walk.url, { email, password: PASSWORD, name, language: 'en' })
}

function person({ people }: Walk, who: string): Person {
  const found = people[who]
  if (found === undefined) throw new Error(`Nobody in this walk is "${who}"`)
  return found
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value)
}

/** What a text shows, as a matcher: objects may have more, arrays must have the same, "…" stands for anything. */
function wanted(json: string): Record<string, unknown> {
  const read = (value: unknown): unknown => {
    if (value === '…') return expect.anything()
    if (typeof value === 'string' && value.includes('…')) {
      const pattern = value.split('…').map(escaped)
      return expect.stringMatching(new RegExp(`^${pattern.join('.*')}$`, 's'))
    }
    if (Array.isArray(value)) return value.map(read)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, read(inner)]))
  }
  return read(JSON.parse(json)) as Record<string, unknown>
}
