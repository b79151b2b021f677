import { create } from 'qrcode'

/** Which of the eight patterns hides the code's own repetitions: any reads as well, and choosing is most of the work. */
const MASK = 3

/** A square code as runs of dark squares in its rows, in squares from its upper left corner. */
export type SquareCode = { size: number; runs: readonly { x: number; y: number; width: number }[] }

/** The code of a text by ISO/IEC 18004 with error correction M: a sixth of it may be covered. */
export function squareCode(text: string): SquareCode {
  const { modules } = create(text, { errorCorrectionLevel: 'M', maskPattern: MASK })
  const { size, data } = modules
  const runs: { x: number; y: number; width: number }[] = []
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!data[y * size + x]) continue
      const start = x
      while (x + 1 < size && data[y * size + x + 1]) x++
      runs.push({ x: start, y, width: x - start + 1 })
    }
  }
  return { size, runs }
}
