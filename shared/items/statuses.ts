/** Beside being hidden: closed is sold until the stock ends and bought no more, prohibited is not sold at all. */
export const itemStatuses = ['continue', 'closed', 'prohibited'] as const
export type ItemStatus = (typeof itemStatuses)[number]
