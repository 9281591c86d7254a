/** The drug schedule of an item, or what it is instead of a drug (gst-rules.md §8.3). */
export const schedules = ['none', 'G', 'H', 'H1', 'X', 'NDPS', 'OTC', 'device', 'cosmetic', 'food'] as const
export type Schedule = (typeof schedules)[number]
