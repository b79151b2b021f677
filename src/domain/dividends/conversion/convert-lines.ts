import { type Conversion, convertParts } from '../../money/convert.ts'

type Line = { gross: bigint; deduction: bigint }

/**
 * Lines of revenue in another currency: what was paid and what was deducted are converted, each rounded once over all
 * lines; gross is their sum, so a line without a deduction has none afterwards. Refuses AMOUNT_TOO_LARGE.
 */
export function convertLines<Given extends Line>(
  lines: readonly Given[],
  conversion: Conversion,
): (Given & Line)[] {
  const nets = convertParts(
    lines.map(({ gross, deduction }) => gross - deduction),
    conversion,
  )
  const deductions = convertParts(
    lines.map(line => line.deduction),
    conversion,
  )
  return lines.map((line, index) => {
    const [net, deduction] = [nets[index] as bigint, deductions[index] as bigint]
    return { ...line, gross: net + deduction, deduction }
  })
}
