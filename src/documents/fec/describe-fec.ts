/** What is said about an export beside it. */
export type FecFacts = {
  file: string
  siren: string
  year: number
  lines: number
  sha256: string
  /** The other currencies that stand in it. */
  currencies: readonly string[]
  journals: readonly (readonly [code: string, name: string])[]
}

/** The description that goes with the file (LPF art. A47 A-1 XI), in French. */
export function describeFec({ file, siren, year, lines, sha256, currencies, journals }: FecFacts): string {
  return [
    `Description du fichier ${file}`,
    '',
    `Entreprise : SIREN ${siren}`,
    `Exercice : du 01/01/${year} au 31/12/${year}`,
    'Comptabilité commerciale tenue en partie double, en euros.',
    '',
    'Fichier à plat, encodage UTF-8, séparateur de champ tabulation, fin d’enregistrement CR LF.',
    'Première ligne : noms des 18 champs. Dates au format AAAAMMJJ, montants avec une virgule et deux décimales.',
    `Enregistrements sans la ligne des noms : ${lines}`,
    `Empreinte SHA-256 : ${sha256}`,
    '',
    'Ordre : à-nouveaux, puis écritures par date de validation du mois, journal et numéro.',
    'Numérotation : continue par journal et par exercice, attribuée à la clôture du mois (ValidDate).',
    'CompAuxNum : P- suivi de l’identifiant du tiers, S- du projet ou de l’offre, puis un code. CompAuxLib le répète :',
    'les noms des tiers sont tenus à part, sous ces identifiants.',
    'PieceRef : identifiant du fait comptabilisé, pièce conservée par la plateforme.',
    ...otherCurrencies(currencies),
    '',
    'Journaux :',
    ...journals.map(([code, name]) => `  ${code}  ${name}`),
    '',
  ].join('\r\n')
}

function otherCurrencies(currencies: readonly string[]): string[] {
  const letters = 'EcritureLet, DateLet : sans objet, les comptes ne sont pas lettrés.'
  if (currencies.length === 0) return [`${letters} Montantdevise, Idevise : sans objet.`]
  return [
    letters,
    `Montantdevise, Idevise : montant dans la devise du compte, positif au débit (${currencies.join(', ')}) ; CompAuxNum finit`,
    'par la devise. Débit et crédit en euros, au cours conservé avec l’écriture, arrondis ligne par ligne au cent le plus',
    'proche, au pair en cas d’égalité ; ce qui manque à l’équilibre de l’écriture est sur sa dernière ligne, compte 478000.',
    'Un compte en devise reporte la somme de ses lignes en euros : les écarts de change restent sur lui.',
  ]
}
