import type { listFilesCalls } from '../../shared/company/list-files-contract.ts'
import type { Handlers } from '../../shared/contract.ts'
import type { Given } from '../given.ts'
import { exportList, paperOfList, printList } from '../list-file.ts'

/** Any list as a file or on paper. */
export const listFilesHandlers: Handlers<typeof listFilesCalls, Given> = {
  exportList: (ask, given) => exportList(given, ask),
  listPaper: (ask, given) => paperOfList(given, ask),
  printList: (ask, given) => printList(given, ask),
}
