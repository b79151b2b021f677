import { type Check, denominator, numerator } from './check.ts'

/** A ratio of an amount, half up away from zero, as every levy is rounded. */
const halfUp = (amount: string, ratio: string) =>
  `sign(${amount}) * div(2 * abs(${amount}) * ${numerator(ratio)} + ${denominator(ratio)}, 2 * ${denominator(ratio)})`

/** Each levy on each line: the amount that stands there, its base, and the ratio of its rule. */
const LEVIED = `
  (select line.distribution_id, class_id, holder_id, line.standing, position, amount, ratio, (gross - capital)::numeric as base
     from dividend as line
    cross join unnest(levies) with ordinality as levy (amount, place)
     left join distribution_levy as rule
       on rule.distribution_id = line.distribution_id and rule.standing = line.standing and position = place - 1) as levied`

/** What was withheld from the lines: each levy recomputed from its base and ratio, and who had to have one. */
export const LEVY_CHECKS: readonly Check[] = [
  {
    name: 'Every party is taxed as it declared last',
    query: `select party.id, said.version, standing.version as stands from party
              left join (select distinct on (party_id) party_id, version, country, proved_on, declared_at from tax_residence
                          order by party_id, version desc) as said on said.party_id = party.id
              full join tax_standing as standing on standing.party_id = party.id
             where (party.kind, coalesce(said.version, 0), said.country, said.proved_on, said.declared_at)
                   is distinct from (standing.kind, standing.version, standing.country, standing.proved_on, standing.declared_at)`,
  },
  {
    name: 'The net of a line is its gross without the levies',
    query: `select distribution_id, holder_id, gross, levies, net from dividend
             where net <> gross - coalesce((select sum(levy) from unnest(levies) as levy), 0)`,
  },
  {
    name: 'Each levy is its ratio of the income of the line, rounded by itself',
    query: `select distribution_id, class_id, holder_id, position, base, ratio, amount from ${LEVIED}
             where ratio is null or amount <> ${halfUp('base', 'ratio')}`,
  },
  {
    name: 'A line has one levy for each rule of its standing',
    query: `select line.distribution_id, holder_id, line.standing, levies, rules from dividend as line
              left join (select distribution_id, standing, count(*) as rules from distribution_levy group by 1, 2) as rule
                using (distribution_id, standing)
             where levies is not null and cardinality(levies) <> coalesce(rules, 0)`,
  },
  {
    name: 'Levies are withheld where the contract says so, and only lines without a known rule are held',
    query: `select line.distribution_id, holder_id, line.standing, missing, levies from dividend as line
              join distribution as run on run.id = line.distribution_id join contract on contract.id = contract_id
              left join distribution_standing as known
                on known.distribution_id = line.distribution_id and known.standing = line.standing
             where case when terms -> 'levies' = '"none"'::jsonb
                        then levies is not null or line.standing is not null or capital <> 0
                        else known.standing is null
                          or (levies is null) <> (missing is not null and gross <> capital) end`,
  },
  {
    name: 'The capital in a line is a part of it, and all of it only where capital comes first',
    query: `select distribution_id, holder_id, gross, capital from dividend
              join distribution as run on run.id = distribution_id join contract on contract.id = contract_id
             where capital not between least(gross, 0) and greatest(gross, 0)
                or (capital <> 0 and terms #>> '{levies,capitalFirst}' is distinct from 'true')`,
  },
  {
    name: 'Each levy withheld late is its ratio of the income of its line, rounded by itself',
    query: `select release_id, position, base, gross - capital as income, ratio, amount from late_levy
              join levy_release as release on release.id = release_id
              left join dividend as line using (distribution_id, class_id, holder_id)
             where gross is null or base <> gross - capital or amount <> ${halfUp('base', 'ratio')}`,
  },
  {
    name: 'Only a line that is held is released, and with all its levies',
    query: `select release.id, holder_id, standing, levies, places from levy_release as release
              left join dividend as line using (distribution_id, class_id, holder_id)
              left join (select release_id, count(*) as places, max(position) as last from late_levy
                          group by release_id) as late on release_id = release.id
             where standing is null or levies is not null or places is null or places <> last + 1`,
  },
]
