import { notifications } from '@mantine/notifications'
import { words } from '../words.ts'

const show = (about: Parameters<typeof notifications.show>[0]) =>
  notifications.show({ withBorder: true, closeButtonProps: { 'aria-label': words('ui.close') }, ...about })

/** Short messages for what happens in the background. What a user just did is answered where it was done, not here. */
export const toast = {
  /** Something finished. */
  done: (message: string) => show({ message, color: 'green', autoClose: 4000 }),
  /** Something needs a look but stopped nothing. */
  note: (message: string) => show({ message, color: 'brand', autoClose: 6000 }),
  /** Something failed behind the scenes; stays until closed. */
  failed: (message: string) => show({ message, color: 'red', autoClose: false }),
  /** A fault, with the reference of the log. */
  fault: (reference: string) =>
    show({
      // one fault is told once, by whoever hears of it first
      id: `fault ${reference}`,
      title: words('ui.fault'),
      message: words('ui.faultReference', { reference }),
      color: 'red',
      autoClose: false,
    }),
}
