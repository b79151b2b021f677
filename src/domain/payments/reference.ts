/**
 * The payment reference of an order by ISO 11649: "RF", two check digits, then letters and digits made from the
 * order's id, so that the same order always has the same reference.
 */
export function referenceFor(id: string): string {
  const body = BigInt(`0x${id.replaceAll('-', '')}`)
    .toString(36)
    .toUpperCase()
    .slice(-16)
  const check = 98 - remainder(`${body}RF00`)
  return `RF${String(check).padStart(2, '0')}${body}`
}

/** Whether a reference is well made: check digits and all. Spaces and case do not matter. */
export function isReference(text: string): boolean {
  const plain = plainReference(text)
  return /^RF\d{2}[A-Z0-9]{1,21}$/.test(plain) && remainder(plain.slice(4) + plain.slice(0, 4)) === 1
}

const LONGEST = 25
const SHORTEST = 5
const BEGINNING = /(?<![A-Z0-9])R\s*F\s*\d\s*\d/g

/**
 * The well-made references in a text, in the order in which they begin, the longest first where several begin at one
 * place: other words may stand around them, and letters may be small or apart.
 */
export function referencesIn(text: string): string[] {
  const capitals = text.toUpperCase()
  return [...capitals.matchAll(BEGINNING)].flatMap(({ index }) => {
    const [run = ''] = /^[A-Z0-9\s]+/.exec(capitals.slice(index, index + 3 * LONGEST)) ?? []
    const plain = plainReference(run).slice(0, LONGEST)
    const lengths = Array.from(
      { length: Math.max(0, plain.length - SHORTEST + 1) },
      (_, less) => plain.length - less,
    )
    return lengths.map(length => plain.slice(0, length)).filter(isReference)
  })
}

/** What a payer may have meant: the structured references first, then the text as a whole, then those within it. */
export function meantBy({
  references = [],
  text,
}: {
  references?: readonly string[]
  text: string
}): string[] {
  const meant = [...references.map(plainReference), plainReference(text), ...referencesIn(text)]
  return [...new Set(meant)].filter(each => each !== '' && each.length <= LONGEST)
}

/** A reference without spaces, in capitals: how it is stored and compared. */
export function plainReference(text: string): string {
  return text.replaceAll(/\s/g, '').toUpperCase()
}

/** Letters count as 10 to 35 (A to Z); the remainder of the number by 97, character by character. */
function remainder(text: string): number {
  let rest = 0
  for (let at = 0; at < text.length; at++) {
    const value = Number.parseInt(text[at] as string, 36)
    rest = (rest * (value < 10 ? 10 : 100) + value) % 97
  }
  return rest
}
