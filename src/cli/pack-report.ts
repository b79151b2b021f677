import { type OpenedPack, openPack } from '../documents/audit/open-pack.ts'
import { sha256 } from '../documents/audit/pack.ts'
import { traceProblems } from '../domain/reports/audit/check-trace.ts'
import type { Trace } from '../domain/reports/audit/trace-shape.ts'

/** What was found in a pack: a line for each of its items, then what is wrong with the whole. */
export type PackReport = { lines: string[]; isSound: boolean }

/** Verifies a pack from its bytes alone: hashes, choice, and every sum of each item computed again. */
export function reportOnPack(archive: Uint8Array): PackReport {
  try {
    const pack = openPack(archive)
    const items = pack.manifest.items.map((item, index) => itemReport(pack, item, index + 1))
    const { seed, basis, candidates } = pack.manifest
    const isSound = pack.problems.length === 0 && items.every(item => item.isSound)
    const asked = `${items.length} of ${candidates} ${basis} by the seed "${seed}"`
    const verdict = isSound ? `Sound: ${asked}; SHA-256 ${sha256(archive)}` : `NOT SOUND: ${asked}`
    return {
      lines: [...items.map(item => item.line), ...pack.problems.map(what => `WRONG  ${what}`), verdict],
      isSound,
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { lines: [`NOT SOUND: it cannot be read as a pack. ${why}`], isSound: false }
  }
}

type Item = OpenedPack['manifest']['items'][number]

function itemReport(pack: OpenedPack, { id, json, pdf }: Item, number: number) {
  const damaged = [json, pdf].flatMap(name =>
    pack.damaged.has(name) ? [`${name}: ${pack.damaged.get(name)}`] : [],
  )
  const { told, problems } = traced(pack, { id, json })
  const wrong = [...damaged, ...problems]
  const name = `${`${number}`.padStart(3, '0')}  ${id}${told}`
  return {
    isSound: wrong.length === 0,
    line: wrong.length === 0 ? `ok     ${name}` : `WRONG  ${name}: ${[...new Set(wrong)].join('; ')}`,
  }
}

/** An item that cannot be read is told as wrong, and the others are looked at all the same. */
function traced(pack: OpenedPack, { id, json }: Pick<Item, 'id' | 'json'>) {
  const used = new Set<string>()
  const bytesOf = (name: string) => {
    const bytes = pack.files.get(name)
    if (bytes === undefined) throw new Error(`${name} is not there`)
    used.add(name)
    return bytes
  }
  const read = (name: string): unknown => JSON.parse(Buffer.from(bytesOf(name)).toString('utf8'))
  try {
    const trace = read(json) as Trace
    const other = trace.id === id ? [] : [`it is about ${trace.id}`]
    const problems = traceProblems(trace, read, name => sha256(bytesOf(name)))
    const damaged = [...used].filter(name => name !== json && pack.damaged.has(name))
    return {
      told: `  ${trace.amount} ${trace.currency}`,
      problems: [...other, ...problems, ...damaged.map(name => `${name}: ${pack.damaged.get(name)}`)],
    }
  } catch (error) {
    return { told: '', problems: [error instanceof Error ? error.message : String(error)] }
  }
}
