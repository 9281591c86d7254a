export const partiesHandlers = {}
