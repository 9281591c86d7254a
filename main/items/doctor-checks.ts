import { sql as raw } from 'kysely'
import { foldedWords, formOf } from '../../shared/items/search-words.ts'
import { type Reader, text } from '../database/connection.ts'
import { searchSide } from './search-index.ts'

type Finding = { check: string; subject: string; message: string; expected: string; found: string }

/** So many items, spread over the catalogue, are looked up by their names. */
const sample = 300
const mostNamed = 50

/** Items that are found though hidden, or are not found: the ranks and the index beside the items themselves. */
function ranksAgree(db: Reader): Finding[] {
  const { side } = searchSide(db)
  const ranks = raw.table(`search_rank_${side}`)
  const kept = (index: string) => raw.table(`search_${index}_${side}_docsize`)
  const rows = db.rows(text<{ subject: string; expected: string; found: string }>`
    select 'item ' || i.id as subject, 'found' as expected, 'not in the index' as found from item i left join ${ranks} r on r.item_id = i.id where i.active = 1 and r.rank is null
    union all select 'item ' || r.item_id, 'hidden', 'in the index' from ${ranks} r left join item i on i.id = r.item_id where i.active is not 1
    union all select 'item ' || r.item_id, 'its words', 'none' from ${ranks} r left join ${kept('words')} k on k.id = r.rank where k.id is null
    union all select 'item ' || r.item_id, 'its letters', 'none' from ${ranks} r left join ${kept('inner')} k on k.id = r.rank where k.id is null
    limit ${raw.lit(mostNamed)}`)
  return rows.map((row) => ({ check: 'search-index', message: 'The search does not have what the catalogue has', ...row }))
}

/** A sample of items is asked for by the words of their names. */
function namesFound(db: Reader): Finding[] {
  const { side } = searchSide(db)
  const words = `search_words_${side}`
  const items = db.rows(text<{ rank: number; id: number; name: string }>`
    select r.rank, i.id, i.name from ${raw.table(`search_rank_${side}`)} r join item i on i.id = r.item_id
    where r.rank % (select 1 + max(rank) / ${raw.lit(sample)} from ${raw.table(`search_rank_${side}`)}) = 0`)
  return items.flatMap(({ rank, id, name }) => {
    const asked = foldedWords(name).filter((word) => word.length > 2 && /^\p{L}+$/u.test(word) && formOf(word) === null)
    const match = asked.map((word) => `"${word.slice(0, 3)}"*`).join(' AND ')
    if (
      match === '' ||
      db.row(text`select 1 from ${raw.table(words)} where ${raw.ref(words)} match ${match} and rowid = ${rank}`)
    )
      return []
    return [
      {
        check: 'search-names',
        subject: `item ${id}`,
        message: 'An item is not found by its name',
        expected: name,
        found: 'nothing',
      },
    ]
  })
}

/** The search index beside the catalogue it stands for; `items.rebuildSearch` puts right what is found. */
export const itemChecks: readonly { name: string; run(db: Reader): Finding[] }[] = [
  { name: 'search-index', run: ranksAgree },
  { name: 'search-names', run: namesFound },
]
