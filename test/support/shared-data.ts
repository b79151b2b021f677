import { existsSync, readFileSync } from 'node:fs'
import { test } from '@jest/globals'

const FOLDER = new URL('../../../shared/data/', import.meta.url)

/**
 * A test that compares our copy of published figures with the collection they were typed from, which lies beside the
 * project on some machines. Elsewhere it is skipped, and says so; the figures themselves are always tried.
 * Whole numbers of more than 15 digits come as texts: JSON would lose their last ones.
 */
export function testAgainstShared<T>(name: string, path: string, compare: (file: T) => void): void {
  const file = new URL(path, FOLDER)
  if (existsSync(file)) {
    const text = readFileSync(file, 'utf8').replaceAll(/(?<=[\s[:,])-?\d{16,}(?=[\s\],}])/g, '"$&"')
    test(name, () => compare(JSON.parse(text) as T))
    return
  }
  const why = `skipped: shared/data/${path} is not beside the project on this machine`
  console.info(`${name}: ${why}`)
  test.skip(`${name} (${why})`, () => undefined)
}
