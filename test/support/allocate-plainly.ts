import { type Method, type Parts, PRECISION } from '../../src/domain/money/allocate.ts'

type Plain = { amounts: bigint[]; carries: bigint[]; residue: bigint }
type One = {
  order: number
  weight: bigint
  carry: bigint
  most: bigint | null
  target: bigint
  amount: bigint
}

/** The rules of `allocate` said once more, word by word and slowly: an object per part, everything sorted. */
export function allocatePlainly(pool: bigint, parts: Parts, residue: bigint, method: Method): Plain {
  if (pool < 0n) {
    const carries = Array.from(parts.carries, carry => -carry)
    const mirror = allocatePlainly(-pool, { weights: parts.weights, carries }, -residue, method)
    const turned = (values: bigint[]) => values.map(value => -value)
    return { amounts: turned(mirror.amounts), carries: turned(mirror.carries), residue: -mirror.residue }
  }
  const all = Array.from(parts.weights, (weight, order): One => {
    const carry = method === 'carry' ? (parts.carries[order] as bigint) : 0n
    return { order, weight, carry, most: parts.most?.[order] ?? null, target: 0n, amount: 0n }
  })
  const dropped = setTargets(all, pool * PRECISION + residue)
  for (const one of all) one.amount = one.target > 0n ? one.target / PRECISION : 0n
  const missing = () => pool - all.reduce((sum, one) => sum + one.amount, 0n)
  if (method === 'toReserve') return answer(all, residue + missing() * PRECISION, false)
  while (missing() !== 0n) settleRound(all, missing(), method)
  return answer(all, method === 'carry' ? dropped : 0n, method === 'carry')
}

function setTargets(all: readonly One[], whole: bigint): bigint {
  let left = all.reduce((sum, one) => sum + (one.weight === 0n ? one.carry : 0n), whole)
  let open = all.filter(one => one.weight !== 0n)
  while (open.length > 0) {
    const weight = open.reduce((sum, one) => sum + one.weight, 0n)
    for (const one of open) one.target = floor(left * one.weight, weight) + one.carry
    const full = open.filter(one => one.most !== null && one.target > one.most * PRECISION)
    if (full.length === 0) return open.reduce((rest, one) => rest - (one.target - one.carry), left)
    for (const one of full) {
      one.target = (one.most as bigint) * PRECISION
      left -= one.target - one.carry
    }
    open = open.filter(one => !full.includes(one))
  }
  return left
}

function settleRound(all: readonly One[], missing: bigint, method: Method): void {
  const owed = (one: One) => one.target - one.amount * PRECISION
  const unit = missing > 0n ? 1n : -1n
  const willing = all.filter(one =>
    unit < 0n ? one.amount > 0n : one.weight !== 0n && (one.most === null || one.amount < one.most),
  )
  if (willing.length === 0) throw new Error(`${missing} units are left that nobody may get.`)
  if (method !== 'firstListed') {
    willing.sort((a, b) =>
      Number((owed(a) < owed(b) ? unit : owed(a) > owed(b) ? -unit : 0n) || BigInt(a.order - b.order)),
    )
  }
  for (const one of willing.slice(0, Number(missing * unit))) one.amount += unit
}

function answer(all: readonly One[], residue: bigint, keeps: boolean): Plain {
  const carries = all.map(one => (keeps ? one.target - one.amount * PRECISION : 0n))
  return { amounts: all.map(one => one.amount), carries, residue }
}

function floor(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend % divisor < 0n ? quotient - 1n : quotient
}
