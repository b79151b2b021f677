/**
 * A value of a document that is in the words of a PDF already: pdfkit takes what is neither plain object, array, text nor
 * number as it says itself.
 */
export class Written {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  get [Symbol.toStringTag](): string {
    return 'Written'
  }

  toString(): string {
    return this.#text
  }
}
