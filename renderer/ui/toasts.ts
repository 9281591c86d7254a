import { notifications } from '@mantine/notifications'
import { words } from '../words.ts'

/** Short messages for what happens in the background. What a user just did is answered where it was done, not here. */
export const toast = {
  /** Something finished. */
  done: (message: string) => notifications.show({ message, color: 'green', withBorder: true, autoClose: 4000 }),
  /** Something needs a look but stopped nothing. */
  note: (message: string) => notifications.show({ message, color: 'brand', withBorder: true, autoClose: 6000 }),
  /** Something failed behind the scenes; stays until closed. */
  failed: (message: string) => notifications.show({ message, color: 'red', withBorder: true, autoClose: false }),
  /** A fault, with the reference of the log. */
  fault: (reference: string) =>
    notifications.show({
      title: words('ui.fault'),
      message: words('ui.faultReference', { reference }),
      color: 'red',
      withBorder: true,
      autoClose: false,
    }),
}
