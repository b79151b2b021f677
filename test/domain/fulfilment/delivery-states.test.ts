import { describe, expect, test } from '@jest/globals'
import type { StepKind } from '../../../src/domain/fulfilment/delivery.ts'
import {
  DELIVERY_STATES,
  type DeliveryState,
  deliveryState,
  factsOf,
  mayStep,
} from '../../../src/domain/fulfilment/delivery-states.ts'
import { at } from '../../support/world.ts'

const STEPS: StepKind[] = ['sent', 'delivered', 'returned']
const LEGAL = ['due sent', 'late sent', 'sent delivered', 'sent returned', 'returned sent']

describe('a delivery that is', () => {
  test.each(DELIVERY_STATES.flatMap(state => STEPS.map(step => [state, step] as const)))(
    '%s is or is not %s next',
    (state, step) => {
      expect(mayStep(state, step)).toBe(LEGAL.includes(`${state} ${step}`))
    },
  )
})

test('what was not sent is late from the first instant after its day on, and what was sent never', () => {
  const lateFrom = at('2025-05-31T22:00:00.000Z')
  expect(deliveryState({ step: null, lateFrom }, at('2025-05-31T21:59:59.999Z'))).toBe('due')
  expect(deliveryState({ step: null, lateFrom }, lateFrom)).toBe('late')
  expect(deliveryState({ step: null, lateFrom: null }, lateFrom)).toBe('due')
  for (const step of STEPS) expect(deliveryState({ step, lateFrom }, lateFrom)).toBe(step)
})

test('the facts that a state is searched by are those it is read from', () => {
  const now = at('2025-06-01')
  for (const state of DELIVERY_STATES as DeliveryState[]) {
    const { step, late } = factsOf(state)
    expect(deliveryState({ step, lateFrom: late ? now : null }, now)).toBe(state)
  }
})
