import type { Check } from './check.ts'

/** Months that are closed, and the numbers of their entries. */
export const CLOSING_CHECKS: readonly Check[] = [
  {
    name: 'The entries of closed months have a number in the year of their day, and no others have one',
    query: `select entry.id, booked_on, number from entry left join entry_number on entry_id = entry.id
             where coalesce(booked_on < (select max(month) + interval '1 month' from month_closing), false)
                   <> coalesce(year = extract(year from booked_on), false)`,
  },
  {
    name: 'The numbers of a journal and year run from 1 on without a gap, by the days of their entries',
    query: `select year, journal, number from (
              select year, journal, number, booked_on,
                     row_number() over numbered as place, lag(booked_on) over numbered as before
                from entry_number join entry on entry.id = entry_id
              window numbered as (partition by year, journal order by number)) as placed
             where number <> place or booked_on < before`,
  },
  {
    name: 'Every month was closed after its end, by another person than prepared it, with the entries he saw',
    query: `select closing.month from month_closing as closing
              join month_preparation as preparation on preparation.id = preparation_id
             where closing.month <> preparation.month or approver_id = preparer_id
                or (closed_at at time zone 'Europe/Paris') < closing.month + interval '1 month'
                or entries <> (select count(*) from entry_number where closing_id = preparation_id)`,
  },
]
