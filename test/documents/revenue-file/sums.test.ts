import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { NOTHING, read, template } from '../../support/revenue-files.ts'

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: length })
const decimal = fc
  .tuple(fc.constantFrom('', '-'), digits(9), digits(12))
  .map(([sign, whole, rest]) => (/^0+$/.test(whole + rest) ? `${whole}.${rest}` : `${sign}${whole}.${rest}`))
const row = fc
  .record({
    source: fc.constantFrom('Deezer', 'Spotify', 'Qobuz'),
    category: fc.constantFrom('', 'streams', 'downloads'),
    units: fc.integer({ min: -1000, max: 1_000_000 }).map(String),
    gross: decimal,
  })
  .map(fields => ({ ...fields, net: fields.gross }))
const rows = fc.array(row, { minLength: 2, maxLength: 30 })

type Total = Awaited<ReturnType<typeof read>>['totals'][number]

/** The same sums, put together from several readings. */
function together(totals: Total[]): Total[] {
  const sums = new Map<string, Total>()
  for (const total of totals) {
    const key = `${total.category ?? ''}/${total.source}`
    const { units = 0n, gross = 0n, deductions = 0n, net = 0n } = sums.get(key) ?? {}
    sums.set(key, {
      ...total,
      units: units + total.units,
      gross: gross + total.gross,
      deductions: deductions + total.deductions,
      net: net + total.net,
    })
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total)
}

test('a file that is cut in two has the same exact sums', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.nat(), async (all, at) => {
      const cut = 1 + (at % (all.length - 1))
      const whole = await read(template(all))
      const parts = [await read(template(all.slice(0, cut))), await read(template(all.slice(cut)))]
      expect(whole.problems).toEqual(NOTHING)
      expect(together(parts.flatMap(part => part.totals))).toEqual(whole.totals)
    }),
    { numRuns: 30 },
  )
})

test('the order of the rows changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      rows.chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      async ([all, shuffled]) => {
        const { totals, periodStart, periodEnd, lines } = await read(template(all))
        expect(await read(template(shuffled))).toMatchObject({ totals, periodStart, periodEnd, lines })
      },
    ),
    { numRuns: 30 },
  )
})

test('any bytes at all are answered', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async bytes => {
      expect((await read(bytes)).problems.count).toBeGreaterThan(0)
    }),
  )
})

test('a file with any character changed is read or refused with a place', async () => {
  const whole = template([{ category: 'streams', units: '3' }, { source: 'Deezer' }])
  const edit = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.string({ unit: 'binary', maxLength: 3 }))
  await fc.assert(
    fc.asyncProperty(edit, async ([at, put]) => {
      const { problems, totals } = await read(`${whole.slice(0, at)}${put}${whole.slice(at + 1)}`)
      expect(problems.first.length).toBe(problems.count)
      if (problems.count === 0) expect(totals.length).toBeGreaterThan(0)
    }),
    { numRuns: 100 },
  )
})
