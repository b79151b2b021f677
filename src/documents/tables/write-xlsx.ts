import type { TableColumn } from './write-csv.ts'
import { zipOf } from './zip.ts'

/** The most rows a sheet may have, its head included (ECMA-376 as Excel reads it). */
export const MOST_ROWS = 1_048_576

/** Programs keep numbers as doubles: with more digits than these the last ones would change, so they are text. */
const EXACT_DIGITS = 15

/** The rows of a sheet, one line each, its head first: numbers by their exact decimal text. Throws beyond the most rows. */
export async function* sheetRows(
  columns: readonly TableColumn[],
  rows: AsyncIterable<readonly string[]>,
): AsyncGenerator<string> {
  yield rowOf(columns.map(({ name }) => textCell(name)))
  let count = 1
  for await (const cells of rows) {
    count += 1
    if (count > MOST_ROWS) throw new Error(`A sheet has at most ${MOST_ROWS} rows`)
    yield rowOf(cells.map((cell, place) => (columns[place]?.number ? numberCell(cell) : textCell(cell))))
  }
}

/** A workbook with one sheet of rows as `sheetRows` writes them: the same bytes for the same rows. */
export function packXlsx(rows: AsyncIterable<string>): AsyncGenerator<Buffer> {
  const parts = Object.entries(PARTS).map(([name, text]) => ({ name, pieces: [`${HEAD}${text}`] }))
  return zipOf([...parts, { name: 'xl/worksheets/sheet1.xml', pieces: sheetOf(rows) }])
}

async function* sheetOf(rows: AsyncIterable<string>): AsyncGenerator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`
  yield* rows
  yield '</sheetData></worksheet>'
}

const rowOf = (cells: readonly string[]) => `<row>${cells.join('')}</row>\n`

function numberCell(text: string): string {
  if (text === '') return '<c/>'
  const [, decimals = ''] = text.split('.')
  const digits = text.replace(/^-?0*|\D/g, '').length
  const style = STYLES.indexOf(decimals.length)
  if (!/^-?\d+(\.\d+)?$/.test(text) || digits > EXACT_DIGITS) return textCell(text)
  return `<c${style < 0 ? '' : ` s="${style + 1}"`}><v>${text}</v></c>`
}

const textCell = (text: string) =>
  text === '' ? '<c/>' : `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML knows no control characters but for white space: they become the mark of what cannot be shown. */
const escaped = (text: string) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones meant
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"]/g, character => ESCAPES[character] ?? '')
    .replaceAll('\r', '&#13;')

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const SCHEMAS = 'http://schemas.openxmlformats.org'
const MAIN = `${SCHEMAS}/spreadsheetml/2006/main`
const DOCUMENT = `${SCHEMAS}/officeDocument/2006/relationships`
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Decimals for which there is a style, in the order of the styles: 1 is 0, 2 is 0.00. */
const STYLES = [0, 2, 3]

const relation = (type: string, target: string, id = 1) =>
  `<Relationship Id="rId${id}" Type="${DOCUMENT}/${type}" Target="${target}"/>`
const relations = (text: string) =>
  `<Relationships xmlns="${SCHEMAS}/package/2006/relationships">${text}</Relationships>`
const override = (part: string, type: string) =>
  `<Override PartName="${part}" ContentType="${TYPE}.${type}+xml"/>`

const PARTS = {
  '[Content_Types].xml': `<Types xmlns="${SCHEMAS}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/worksheets/sheet1.xml', 'worksheet')}${override('/xl/styles.xml', 'styles')}</Types>`,
  '_rels/.rels': relations(relation('officeDocument', 'xl/workbook.xml')),
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="Report" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relations(
    relation('worksheet', 'worksheets/sheet1.xml') + relation('styles', 'styles.xml', 2),
  ),
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.000"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="1" applyNumberFormat="1"/><xf numFmtId="2" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
}
