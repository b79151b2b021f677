import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  ParseOption,
  XmlBufferInputProvider,
  XmlDocument,
  XmlLibError,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm'

/** The definition that takes in all others. */
const DEFINITION = 'CrsXML_v2.0.xsd'

const OPTION = ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_BIG_LINES

const MOST = 100

/**
 * Holds a file against the definitions that the OECD publishes, which lie together in one folder under their own names:
 * what is wrong, the first hundred with their lines. Nothing but that folder is read. Null without a folder: nothing was
 * checked. Throws when a definition is missing or is none: somebody who set a folder relies on it.
 */
export async function definitionProblems(bytes: Uint8Array, folder: string | null): Promise<string[] | null> {
  if (folder === null) return null
  const names = (await readdir(folder)).filter(name => name.endsWith('.xsd'))
  const files = await Promise.all(
    names.map(async name => [name, await readFile(join(folder, name))] as const),
  )
  // They are there for every reader of this process: nothing may wait between here and the end.
  xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(files)))
  try {
    return problems(bytes, new Map(files).get(DEFINITION), folder)
  } finally {
    xmlCleanupInputProvider()
  }
}

function problems(bytes: Uint8Array, definition: Uint8Array | undefined, folder: string): string[] {
  if (definition === undefined) throw new Error(`${DEFINITION} is not in ${folder}`)
  using schema = opened(definition, folder)
  try {
    using file = XmlDocument.fromBuffer(bytes, { option: OPTION })
    schema.validate(file)
    return []
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error
    return error.details.slice(0, MOST).map(({ line, message }) => `Line ${line}: ${message.trim()}`)
  }
}

function opened(definition: Uint8Array, folder: string): XsdValidator {
  try {
    using document = XmlDocument.fromBuffer(definition, { option: OPTION, url: DEFINITION })
    return XsdValidator.fromDoc(document)
  } catch (error) {
    throw new Error(`${DEFINITION} in ${folder} is no definition of a message: ${(error as Error).message}`)
  }
}
