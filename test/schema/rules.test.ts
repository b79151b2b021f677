import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import {
  buildSchema,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql'
import { REFUSAL_CODES } from '../../src/schema/errors.ts'
import { schema } from '../../src/schema/schema.ts'

const committed = () => readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8')

const types = Object.values(schema.getTypeMap()).filter(
  type => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
)
const objects = types.filter(isObjectType)
const fieldsOf = (type: GraphQLObjectType) => Object.values(type.getFields())
const ROOTS = ['Query', 'Mutation']

type Ruled = { extensions: { pothosOptions?: { authScopes?: unknown } } }
/** A type or field says itself who may see it. */
const isRuled = (thing: unknown) => (thing as Ruled).extensions.pothosOptions?.authScopes !== undefined

describe('every object type', () => {
  test('or each of its fields says who may see it', () => {
    const open = objects
      .filter(type => !isRuled(type))
      .flatMap(type =>
        fieldsOf(type)
          .filter(field => !isRuled(field))
          .map(field => `${type.name}.${field.name}`),
      )
    expect(open).toEqual([])
  })

  test('at the root says it at each field', () => {
    const open = objects
      .filter(type => ROOTS.includes(type.name))
      .flatMap(type =>
        fieldsOf(type)
          .filter(field => !isRuled(field))
          .map(field => `${type.name}.${field.name}`),
      )
    expect(open).toEqual([])
  })
})

test('everything in the schema says what it is', () => {
  const silent: string[] = []
  const look = (name: string, thing: { description?: string | null | undefined }) => {
    if (!thing.description?.trim()) silent.push(name)
  }
  for (const type of types) {
    look(type.name, type)
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value)
    if (isInputObjectType(type) || isObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        look(`${type.name}.${field.name}`, field)
        const { args = [] } = field as GraphQLField<unknown, unknown>
        for (const arg of args) look(`${type.name}.${field.name}(${arg.name})`, arg)
      }
    }
  }
  expect(silent).toEqual([])
})

test('schema.graphql is the schema: npm run schema writes it', () => {
  expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toBe(committed())
})

test('reading and changing are all there is, also for who reads schema.graphql', () => {
  const read = buildSchema(committed())
  for (const each of [schema, read]) {
    const roots = [each.getQueryType(), each.getMutationType(), each.getSubscriptionType()]
    expect(roots.map(root => root?.name)).toEqual(['Query', 'Mutation', undefined])
  }
})

test('the API lists each code of a refusal, and no other', () => {
  const listed = schema.getType('RefusalCode')
  const values = isEnumType(listed) ? listed.getValues() : []
  expect(new Map(values.map(({ name, description }) => [name, description]))).toEqual(REFUSAL_CODES)
})

describe('money', () => {
  test('is never a float', () => {
    const floats = types.flatMap(type => {
      if (!isObjectType(type) && !isInputObjectType(type)) return []
      return Object.values(type.getFields()).flatMap(field => {
        const { args = [] } = field as GraphQLField<unknown, unknown>
        return [field, ...args]
          .filter(each => String(getNamedType(each.type)) === 'Float')
          .map(each => `${type.name}.${each.name}`)
      })
    })
    expect(floats).toEqual([])
  })

  /** What changes sessions and codes only, the clock of a test, or nothing at all: none of it is a fact that could be made twice. */
  const WITHOUT_KEY = [
    'claimFirstAdministrator',
    'confirmEmail',
    'join',
    'moveClock',
    'ping',
    'renewSession',
    'requestPasswordReset',
    'resetPassword',
    'signIn',
    'signOut',
  ]

  test('and everything else that is kept changes under a key', () => {
    const without = fieldsOf(schema.getMutationType() as GraphQLObjectType)
      .filter(({ args }) => !args.some(arg => isKey(arg) || hasKey(arg.type)))
      .map(field => field.name)
    expect(without.toSorted()).toEqual(WITHOUT_KEY)
  })
})

type Input = { name: string; type: Parameters<typeof getNamedType>[0] }

const isKey = ({ name, type }: Input) =>
  name === 'idempotencyKey' && isNonNullType(type) && getNamedType(type)?.name === 'String'

function hasKey(argType: Input['type']): boolean {
  const type = getNamedType(argType)
  return isNonNullType(argType) && isInputObjectType(type) && Object.values(type.getFields()).some(isKey)
}
