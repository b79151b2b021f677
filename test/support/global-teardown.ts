import { rmSync } from 'node:fs'
import type { Embedded } from '../../src/database/embedded.ts'

export default async function globalTeardown(): Promise<void> {
  const { testServer } = globalThis as unknown as { testServer: { server: Embedded; folder: string } }
  await testServer.server.stop()
  rmSync(testServer.folder, { recursive: true, force: true })
}
