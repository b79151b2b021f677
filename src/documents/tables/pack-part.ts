import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { writePart } from './write-part.ts'
import { packXlsx } from './write-xlsx.ts'

/** The workbook of the rows that `sheetRows` wrote into a file, beside it: always made as a whole. Answers its path. */
export async function packPart(part: string): Promise<string> {
  const path = `${part}.xlsx`
  await rm(path, { force: true })
  await writePart(path, packXlsx(createReadStream(part, 'utf8')))
  return path
}
