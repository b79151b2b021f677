import { createHash } from 'node:crypto'
import { type Packed, writeZip } from '../archive/write-zip.ts'
import { CHOICE_RULE } from './selection.ts'

/** What is looked at: money that left to bank accounts, or lines that were credited while none has left. */
export type Basis = 'payouts' | 'dividends'

/** What an auditor asked for, and all that it was chosen from. */
export type Selection = { seed: string; count: number; basis: Basis; candidates: readonly string[] }

/** A file as the manifest lists it. */
export type Listed = { name: string; bytes: number; sha256: string }

/** What a pack says of itself: the choice, its items in order, and each other file with its hash. */
export type Manifest = {
  format: typeof PACK_FORMAT
  seed: string
  count: number
  basis: Basis
  rule: string
  candidates: number
  items: { id: string; json: string; pdf: string }[]
  files: Listed[]
}

export const PACK_FORMAT = 'tantieme audit pack 1'
export const [MANIFEST, MANIFEST_HASH, SELECTION] = ['manifest.json', 'manifest.sha256', 'selection.json']

/** One payment that was chosen: what it was traced to, and the same as a paper. */
export type PackItem = { id: string; json: Buffer; pdf: Buffer }

/**
 * Packs what was chosen, with the files that the items refer to, as one archive: the manifest names the SHA-256 of every
 * file and of the list of all candidates, and the manifest's own hash stands beside it as `sha256sum -c` reads it. The same
 * input gives the same bytes.
 */
export function writePack(
  selection: Selection,
  items: readonly PackItem[],
  shared: readonly Packed[],
): Buffer {
  const { candidates, ...asked } = selection
  const placed = items.map((item, index) => ({ ...item, ...namesOf(item.id, index + 1) }))
  const files: Packed[] = [
    { name: SELECTION, bytes: jsonOf({ rule: CHOICE_RULE, ...asked, candidates }) },
    ...placed.flatMap(({ names, json, pdf }) => [
      { name: names.json, bytes: json },
      { name: names.pdf, bytes: pdf },
    ]),
    ...shared.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  ]
  const manifest = jsonOf({
    format: PACK_FORMAT,
    ...asked,
    rule: CHOICE_RULE,
    candidates: candidates.length,
    items: placed.map(({ id, names }) => ({ id, ...names })),
    files: files.map(listed),
  } satisfies Manifest)
  const hash = Buffer.from(`${sha256(manifest)}  ${MANIFEST}\n`)
  return writeZip([{ name: MANIFEST, bytes: manifest }, { name: MANIFEST_HASH, bytes: hash }, ...files])
}

function namesOf(id: string, number: number): { names: { json: string; pdf: string } } {
  const name = `items/${`${number}`.padStart(3, '0')}-${id.replaceAll(':', '_')}`
  return { names: { json: `${name}.json`, pdf: `${name}.pdf` } }
}

/** Data as it stands in a pack: readable, and the same bytes for the same data. */
export const jsonOf = (data: unknown): Buffer => Buffer.from(`${JSON.stringify(data, null, 1)}\n`)

/** A file as the manifest lists it. */
export const listed = ({ name, bytes }: Packed): Listed => ({
  name,
  bytes: bytes.length,
  sha256: sha256(bytes),
})

/** SHA-256 in lower-case hexadecimal digits. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
