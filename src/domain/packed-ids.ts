const SIZE = 16

/** Ids in an order: a list of texts, or packed. */
export type IdColumn = { readonly length: number; at(index: number): string | undefined }

/** Ids as one column of bytes, 16 each: a million of them take 16 MB, as texts they take ten times that. */
export type PackedIds = { readonly bytes: Uint8Array; readonly length: number; at(index: number): string }

/** The ids that stand in these bytes, 16 each. */
export function packedIds(bytes: Uint8Array): PackedIds {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const at = (index: number) => {
    const hex = buffer.toString('hex', index * SIZE, (index + 1) * SIZE)
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  }
  return { bytes, length: bytes.length / SIZE, at }
}

/** The 16 bytes of an id. */
export function bytesOf(id: string): Buffer {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
  if (bytes.length !== SIZE) throw new Error(`"${id}" is no id.`)
  return bytes
}

/** These ids in one column. */
export function packIds(ids: readonly string[]): PackedIds {
  return packedIds(Buffer.concat(ids.map(bytesOf), ids.length * SIZE))
}

/** The ids at these places. */
export function idsAt({ bytes }: PackedIds, places: Uint32Array): PackedIds {
  const found = new Uint8Array(places.length * SIZE)
  for (const [position, index] of places.entries()) {
    found.set(bytes.subarray(index * SIZE, (index + 1) * SIZE), position * SIZE)
  }
  return packedIds(found)
}

/** The place of an id among ids in their order; -1 when it is not there. */
export function placeOf(ids: IdColumn, id: string): number {
  let [from, to] = [0, ids.length - 1]
  while (from <= to) {
    const middle = (from + to) >>> 1
    const found = ids.at(middle) ?? ''
    if (found === id) return middle
    if (found < id) from = middle + 1
    else to = middle - 1
  }
  return -1
}

/** Whether an id stands there, and not the sixteen zero bytes that stand for none. */
export function isGiven({ bytes }: PackedIds, index: number): boolean {
  for (let byte = index * SIZE; byte < (index + 1) * SIZE; byte++) if (bytes[byte] !== 0) return true
  return false
}

/** Puts an id where none stood. */
export function setId({ bytes }: PackedIds, index: number, id: string): void {
  bytes.set(bytesOf(id), index * SIZE)
}
