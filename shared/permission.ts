/**
 * Who may do what. A call names one permission (shared/<room>/contract.ts); the dispatcher in main checks it against the
 * signed-in user's role and overrides, never against anything the window says.
 */
export const roles = ['owner', 'manager', 'accountant', 'clerk', 'auditor'] as const
export type Role = (typeof roles)[number]

/** Each permission with the roles that have it without an override. The owner has all of them. */
const granted = {
  open: ['manager', 'accountant', 'clerk', 'auditor'],
  'books.read': ['manager', 'accountant', 'auditor'],
  'masters.read': ['manager', 'accountant', 'clerk', 'auditor'],
  'masters.write': ['manager', 'accountant'],
  'masters.import': ['manager', 'accountant'],
  'stock.read': ['manager', 'accountant', 'clerk', 'auditor'],
  'stock.write': ['manager', 'accountant'],
  'stock.count': ['manager', 'accountant', 'clerk'],
  'stock.approve': ['manager'],
  'cost.see': ['manager', 'accountant', 'auditor'],
  'sales.read': ['manager', 'accountant', 'clerk', 'auditor'],
  'sales.bill': ['manager', 'accountant', 'clerk'],
  'sales.cancel': ['manager', 'accountant'],
  'sales.amend': ['manager', 'accountant'],
  'sales.return': ['manager', 'accountant', 'clerk'],
  'sales.return-without-bill': ['manager'],
  'sales.return-approve': ['manager'],
  'sales.schedule': ['manager'],
  'sales.back-date': ['manager', 'accountant'],
  'sales.below-cost': ['manager'],
  'sales.over-limit': ['manager'],
  'sales.special-rate': ['manager', 'accountant'],
  'purchases.write': ['manager', 'accountant'],
  'payments.write': ['manager', 'accountant', 'clerk'],
  'gst.read': ['manager', 'accountant', 'auditor'],
  'gst.file': ['manager', 'accountant'],
  'settings.write': [],
  'users.write': [],
  'period.lock': ['accountant'],
  'audit.read': ['manager', 'accountant', 'auditor'],
} as const satisfies Record<string, readonly Exclude<Role, 'owner'>[]>

export type Permission = keyof typeof granted
export const permissions = Object.keys(granted) as Permission[]

/** True when the role has the permission before any per-user override. */
export const roleMay = (role: Role, permission: Permission): boolean =>
  role === 'owner' || (granted[permission] as readonly Role[]).includes(role)
