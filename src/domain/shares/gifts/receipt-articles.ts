/** An article of the French tax code (CGI) that reduces the tax of who gave. */
export type ReceiptArticle = '200' | '238bis' | '978'

/** Whose gifts an article is for, on which days, both included. */
export type ArticleRule = {
  article: ReceiptArticle
  donors: 'person' | 'firm'
  from: string
  /** Null while no end is known. */
  until: string | null
  says: string
  source: string
}

/**
 * The articles that a receipt may name (Art 200, 238 bis and 978 CGI), as the model Cerfa 11580 of the tax office lists them. `from` is no earlier than any
 * gift here where the article is older. A change of the law is a new row, and an end on the row before.
 */
export const RECEIPT_ARTICLES: readonly ArticleRule[] = [
  {
    article: '200',
    donors: 'person',
    from: '2000-01-01',
    until: null,
    says: 'Art 200 CGI',
    source: 'CGI, art. 200: gifts of individuals, income tax',
  },
  {
    article: '238bis',
    donors: 'firm',
    from: '2000-01-01',
    until: null,
    says: 'Art 238 bis CGI',
    source: 'CGI, art. 238 bis: gifts of firms, income or corporation tax',
  },
  {
    article: '978',
    donors: 'person',
    from: '2018-01-01',
    until: null,
    says: 'Art 978 CGI',
    source: 'CGI, art. 978, by loi 2017-1837 art. 31: gifts of individuals, tax on real property',
  },
]
