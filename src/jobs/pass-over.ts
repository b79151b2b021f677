import { Refusal } from '../domain/refusal.ts'

/** Waits for work; when it was refused with one of these codes the job passes it over and learns the code. */
export async function passOver(work: Promise<unknown>, ...codes: string[]): Promise<string | null> {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof Refusal && codes.includes(error.code)) return error.code
    throw error
  }
}
