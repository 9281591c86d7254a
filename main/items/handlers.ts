export const itemsHandlers = {}
