import type { Founder } from './found.ts'
export const companyHandlers = (_founders: readonly Founder[]) => ({})
