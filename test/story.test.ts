import { expect, test } from '@jest/globals'
import { Person } from '../src/cli/demo/client.ts'
import { useServer } from './support/server.ts'

const server = useServer()

test('a server answers and staff can be made', async () => {
  const staff = await server.staff()
  const ann = await Person.join(server.url, {
    email: 'ann@x.example',
    name: 'Ann',
    password: 'long enough 1',
    language: 'en',
  })
  expect(await ann.ask('{ viewer { email roles person { name } } }')).toEqual({
    viewer: { email: 'ann@x.example', roles: [], person: { name: 'Ann' } },
  })
  expect(await staff.finance.ask('{ viewer { roles } }')).toEqual({ viewer: { roles: ['finance'] } })
})
