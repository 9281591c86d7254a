export const inventoryHandlers = {}
