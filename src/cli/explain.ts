import { parseArgs } from 'node:util'
import { explain } from '../documents/explanation.ts'
import { explainedFigures } from '../documents/explanation-figures.ts'
import type { Language } from '../documents/format.ts'
import { derivationOf } from '../domain/dividends/explanation/derivations.ts'
import { dividendsByKey } from '../domain/dividends/run/distributions.ts'
import { profileOf } from '../domain/parties/people/profiles.ts'
import { idOf } from '../schema/ids.ts'
import { withBooks } from './with-books.ts'

/**
 * `npm run explain -- ID [--language fr]`: prints how the dividend with this id came about, as sentences (in the language
 * of its holder when none is given) and as the figures to compute it again. It reads only, beside a program that runs.
 */
async function printExplanation(): Promise<void> {
  const { key, language } = asked(process.argv.slice(2))
  const text = await withBooks(({ orm }) =>
    orm.em.fork().transactional(
      async em => {
        const [line] = await dividendsByKey(em, [key])
        if (line === undefined) throw new Error(`There is no dividend ${key}.`)
        const derivation = await derivationOf(em, line)
        const spoken = language ?? (await profileOf(em, line.holderId)).language
        return [...explain(derivation, spoken), '', ...tableOf(explainedFigures(derivation))].join('\n')
      },
      { readOnly: true },
    ),
  )
  console.log(text)
}

function asked(args: string[]): { key: string; language: Language | undefined } {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { language: { type: 'string' } },
  })
  const [id, ...rest] = positionals
  if (id === undefined || rest.length > 0)
    throw new Error('Say which dividend: npm run explain -- Dividend:…')
  const { language } = values
  if (language !== undefined && language !== 'en' && language !== 'fr')
    throw new Error(`We write en and fr, not "${language}".`)
  return { key: idOf('Dividend', id), language }
}

/** Labels at the left, values under each other at the right. */
function tableOf(rows: readonly [label: string, value: string][]): string[] {
  const width = (column: 0 | 1) => Math.max(...rows.map(row => row[column].length))
  return rows.map(([label, value]) => `${label.padEnd(width(0))}  ${value.padStart(width(1))}`)
}

try {
  await printExplanation()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
