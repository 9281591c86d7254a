export const paymentsHandlers = {}
