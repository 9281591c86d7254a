export const homeHandlers = {}
