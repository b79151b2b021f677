import { Client } from 'pg'

/** Whether the tables of the books are in a database; each program that serves makes them when they are not. */
export async function booksAreThere(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, application_name: 'tantieme-look' })
  await client.connect()
  try {
    const { rows } = await client.query<{ there: boolean }>(`select to_regclass('act') is not null as there`)
    return rows[0]?.there === true
  } finally {
    await client.end()
  }
}
