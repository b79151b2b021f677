import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ParseOption, XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm'
import type { Problem, Problems } from '../camt/bank-file.ts'
import type { PaymentFile } from './payment-batch.ts'

/** Whether a file was held against its definition, and what is wrong with it, each with its line in the file. */
export type SchemaCheck = { checked: boolean; problems: Problems }

const MOST_PROBLEMS = 100

/** Nothing but the two files is ever read. */
const OPTION = ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_BIG_LINES

/**
 * Holds a payment file against the definition that ISO 20022 publishes for its version, which lies in the folder under
 * its own name ("pain.001.001.09.xsd"). Without a folder nothing is checked, and the answer says so. Throws when the
 * definition is missing or is none: somebody who set a folder relies on it.
 */
export async function validatePaymentFile(
  { bytes, version }: Pick<PaymentFile, 'bytes' | 'version'>,
  folder: string | null,
): Promise<SchemaCheck> {
  if (folder === null) return { checked: false, problems: { first: [], count: 0 } }
  const path = join(folder, `pain.001.001.${version}.xsd`)
  const definition = await readFile(path)
  using schema = opened(definition, path)
  const problems = problemsOf(() => {
    using file = XmlDocument.fromBuffer(bytes, { option: OPTION })
    schema.validate(file)
  })
  return { checked: true, problems: { first: problems.slice(0, MOST_PROBLEMS), count: problems.length } }
}

function opened(definition: Uint8Array, path: string): XsdValidator {
  try {
    using document = XmlDocument.fromBuffer(definition, { option: OPTION })
    return XsdValidator.fromDoc(document)
  } catch (error) {
    throw new Error(`${path} is no definition of a message (XSD): ${(error as Error).message}`)
  }
}

function problemsOf(validate: () => void): Problem[] {
  try {
    validate()
    return []
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error
    return error.details.map(({ line, message }) => ({ line, message: message.trim() }))
  }
}
