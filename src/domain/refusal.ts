/**
 * An expected "no": the caller asked for something the rules do not allow, and nothing was changed.
 * The API shows it as data (code, message with the numbers, field); anything else that is thrown is a fault.
 */
export class Refusal extends Error {
  readonly code: string
  /** Name of the input field the refusal is about, when it is about one. */
  readonly field: string | null

  constructor(code: string, message: string, field: string | null = null) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.field = field
  }

  /** The same about another field: which one it is, is known where the input is read. */
  at(field: string): Refusal {
    return new Refusal(this.code, this.message, field)
  }

  /** The same in other words: an edge may know better how the reader calls a thing. */
  saying(message: string): Refusal {
    return new Refusal(this.code, message, this.field)
  }
}

/** Reads something that stands in a named place of the input: a refusal says that place as its field. */
export function within<T>(field: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof Refusal ? error.at(field) : error
  }
}

/** A refusal that was given in another thread, where it became plain values, as it was given there. */
export function refusedThere({ code, message, field }: Pick<Refusal, 'code' | 'message' | 'field'>): Refusal {
  return new Refusal(code, message, field)
}

/** What somebody sent, for a sentence about it: a long text is cut, and shows that it was. */
export function shortened(text: string, most = 40): string {
  return text.length > most ? `${text.slice(0, most)}…` : text
}

type Sentence<Facts> = { field?: string; when: string; says: (facts: Facts) => string }

/** A refusal that can be thrown (`throw refuse.SOLD_OUT({...})`) and listed (`refuse.SOLD_OUT.when`). */
export type RefusalKind<Facts> = ((facts: Facts) => Refusal) & { code: string; when: string }

/**
 * Declares the refusals of one room: code → when it is given, what it says with the numbers in it, and the
 * input field it is about. Each room has one such list; the schema collects them all into one enum.
 */
export function refusals<T extends Record<string, Sentence<never>>>(list: T) {
  const kinds = Object.entries(list).map(([code, { when, says, field }]) => {
    const kind = (facts: never) => new Refusal(code, says(facts), field)
    return [code, Object.assign(kind, { code, when })]
  })
  return Object.fromEntries(kinds) as {
    [Code in keyof T]: RefusalKind<Parameters<T[Code]['says']>[0]>
  }
}
