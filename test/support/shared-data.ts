import { existsSync, readFileSync } from 'node:fs'

const FOLDER = new URL('../../../shared/data/', import.meta.url)

/** A third-party file that lies beside the project on some machines, or undefined where it does not. */
export function sharedData<T>(path: string): T | undefined {
  const file = new URL(path, FOLDER)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as T
  console.info(`skipped: ${path} is not beside the project on this machine`)
  return undefined
}
