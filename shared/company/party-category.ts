/** What a party is to GST (gst-rules.md §1.4). The category drives the return tables and must agree with the GSTIN's shape. */
export const partyCategories = [
  'regular',
  'composition',
  'unregistered',
  'sez',
  'uin',
  'overseas',
  'deemed-export',
  'tds-deductor',
  'tcs-operator',
  'isd',
] as const
export type PartyCategory = (typeof partyCategories)[number]

/** Unregistered and overseas parties have no GSTIN; every other category must have one. */
export const needsGstin = (category: PartyCategory): boolean => category !== 'unregistered' && category !== 'overseas'
