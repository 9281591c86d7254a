import { useEffect } from 'react'
import { useStore } from 'zustand'
import { say, useCommands } from '../ui/keyboard.ts'
import { useWords } from '../words.ts'
import type { Bill } from './bill.ts'
import { loadCommands } from './commands.ts'
import { loadSources, takeWaiting } from './load-dialog.ts'
import { askPaste } from './paste-dialog.tsx'

/** The keys that fill a bill: from orders and challans, or from the text of a chat. What it was begun with is loaded once. */
export function useLoadKeys(bill: Bill, uid: string, intoLines: () => void): void {
  const t = useWords()
  const party = useStore(bill.head, (head) => head.party)
  const filled = async (load: () => Promise<void>) => {
    await load().catch(() => say(t('sales.load.failed')))
    intoLines()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each bill
  useEffect(() => {
    const goods = takeWaiting(uid)
    if (goods) void filled(() => bill.loadGoods(goods))
  }, [uid])
  useCommands(loadCommands, {
    load: { run: () => void filled(() => loadSources(bill)), why: party ? null : t('sales.bill.partyFirst') },
    paste: () =>
      void filled(async () => {
        const { date } = bill.head.getState()
        const goods = await askPaste({
          party: party?.uid ?? null,
          date,
          tier: bill.header.getState().value?.buyer?.tier ?? 'ptr',
        })
        if (goods && goods.length > 0) await bill.loadGoods(goods)
      }),
  })
}
