import { readZip } from '../archive/read-zip.ts'
import { type Packed, writeZip } from '../archive/write-zip.ts'
import {
  type Listed,
  listed,
  MANIFEST,
  MANIFEST_HASH,
  type Manifest,
  PACK_FORMAT,
  SELECTION,
  type Selection,
  sha256,
} from './pack.ts'
import { choose } from './selection.ts'

/** A pack that was opened: its items, its files by name, and what is wrong with each file or with the pack. */
export type OpenedPack = {
  manifest: Manifest
  files: ReadonlyMap<string, Uint8Array>
  /** By the name of the file. */
  damaged: ReadonlyMap<string, string>
  problems: string[]
}

/**
 * Opens a pack and holds its bytes against their hashes, and the choice against its rule: a single byte that was altered
 * anywhere, in a file or between them, is among the problems. Throws when it cannot be read as a pack at all.
 */
export function openPack(archive: Uint8Array): OpenedPack {
  const packed = readZip(archive)
  const files = new Map(packed.map(({ name, bytes }) => [name, bytes]))
  const manifest = JSON.parse(textOf(files, MANIFEST)) as Manifest
  if (manifest.format !== PACK_FORMAT) throw new Error(`It is no "${PACK_FORMAT}".`)
  const damaged = damagedIn(packed, manifest.files)
  const problems = [...damaged].map(([name, what]) => `${name}: ${what}`)
  if (textOf(files, MANIFEST_HASH) !== `${sha256(files.get(MANIFEST) as Uint8Array)}  ${MANIFEST}\n`) {
    problems.push(`${MANIFEST}: its SHA-256 is not the one in ${MANIFEST_HASH}`)
  }
  if (!writeZip(packed).equals(archive)) {
    problems.push('The archive is not, byte by byte, as its files are packed.')
  }
  return { manifest, files, damaged, problems: [...problems, ...choiceProblems(manifest, files)] }
}

function textOf(files: ReadonlyMap<string, Uint8Array>, name: string): string {
  const bytes = files.get(name)
  if (bytes === undefined) throw new Error(`It has no ${name}.`)
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}

/** What is there and not listed, listed and not there, or has another hash. */
function damagedIn(packed: readonly Packed[], list: readonly Listed[]): Map<string, string> {
  const there = packed.filter(({ name }) => name !== MANIFEST && name !== MANIFEST_HASH)
  const found = new Map(there.map(file => [file.name, listed(file)]))
  const wanted = new Map(list.map(file => [file.name, file]))
  const damaged = new Map<string, string>()
  for (const { name, sha256: wantedHash } of list) {
    const file = found.get(name)
    if (file === undefined) damaged.set(name, 'it is listed and not there')
    else if (file.sha256 !== wantedHash) damaged.set(name, `its SHA-256 is ${file.sha256}, not ${wantedHash}`)
  }
  for (const { name } of there) if (!wanted.has(name)) damaged.set(name, 'it is there and not listed')
  if (there.length !== found.size) damaged.set(MANIFEST, 'two files have one name')
  return damaged
}

/** The choice made again from the list of all candidates. */
function choiceProblems(manifest: Manifest, files: ReadonlyMap<string, Uint8Array>): string[] {
  const { seed, count, basis, candidates, items } = manifest
  const selection = JSON.parse(textOf(files, SELECTION)) as Selection
  const problems: string[] = []
  if (selection.seed !== seed || selection.count !== count || selection.basis !== basis) {
    problems.push(`${SELECTION}: it is about another choice than ${MANIFEST}`)
  }
  if (new Set(selection.candidates).size !== candidates || selection.candidates.length !== candidates) {
    problems.push(
      `${SELECTION}: it lists ${selection.candidates.length} candidates, not ${candidates} different ones`,
    )
  }
  const chosen = choose(seed, selection.candidates, count)
  if (chosen.join() !== items.map(({ id }) => id).join()) {
    problems.push(`${SELECTION}: the seed "${seed}" chooses others than these ${items.length} items`)
  }
  return problems
}
