export const gstHandlers = {}
