import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sharedFolder } from '../../support/shared-files.ts'

/** Where the definitions of ISO 20022 lie on this machine, under their own names; undefined where they do not. */
export const DEFINITIONS = sharedFolder('iso20022/xsd')

/** Whether libxml2's own program is installed (Debian: libxml2-utils). */
export const HAS_XMLLINT = spawnSync('xmllint', ['--version']).status === 0

/** What xmllint says against files, held against a definition: nothing, when all are valid. */
export function lint(files: readonly Uint8Array[], definition: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-xml-'))
  try {
    const paths = files.map((bytes, index) => {
      const path = join(folder, `${index}.xml`)
      writeFileSync(path, bytes)
      return path
    })
    const schema = join(DEFINITIONS ?? '', definition)
    const options = ['--nonet', '--noout', '--schema', schema]
    const { status, stderr } = spawnSync('xmllint', [...options, ...paths], { encoding: 'utf8' })
    return status === 0 ? '' : stderr.replaceAll(/.* validates\n/g, '')
  } finally {
    rmSync(folder, { recursive: true })
  }
}
