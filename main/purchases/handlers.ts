export const purchasesHandlers = {}
