export const salesHandlers = {}
