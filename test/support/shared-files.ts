import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDER = new URL('../../../shared/data/', import.meta.url)

/** The path of a folder of third-party files that lies beside the project on some machines, or undefined. */
export function sharedFolder(path: string): string | undefined {
  const folder = new URL(path, FOLDER)
  if (existsSync(folder)) return fileURLToPath(folder)
  console.info(`skipped: ${path} is not beside the project on this machine`)
  return undefined
}

/** A third-party file that lies beside the project on some machines, or undefined where it does not. */
export function sharedFile(path: string): Buffer | undefined {
  const file = new URL(path, FOLDER)
  if (existsSync(file)) return readFileSync(file)
  console.info(`skipped: ${path} is not beside the project on this machine`)
  return undefined
}
