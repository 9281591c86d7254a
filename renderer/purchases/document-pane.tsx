import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ask, type CallName, type InputOf, type OutputOf } from '../client.ts'
import { StatusPill } from '../ui/controls.tsx'
import { day } from '../ui/format.ts'
import { ErrorState } from '../ui/states.tsx'
import styles from './purchases.module.css'

type PaneLine = { readonly key: string; readonly name: string; readonly cells: readonly string[] }
/** What the pane says of a document: facts (those without a value are left out), then its lines, then what came of it. */
type Shown = {
  readonly title: string
  readonly facts: readonly (readonly [string, ReactNode])[]
  readonly heads: readonly string[]
  readonly lines: readonly PaneLine[]
  readonly children?: ReactNode
}

type AskedProps<N extends CallName<'query'>> = { call: N; input: InputOf<N>; show: (document: OutputOf<N>) => Shown }

/** A document as main knows it in the detail pane; nothing while it is asked. */
export function AskedPane<N extends CallName<'query'>>({ call, input, show }: AskedProps<N>) {
  const { data, error, refetch } = useQuery(ask(call, input))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  return data === undefined ? null : <DocumentPane {...show(data)} />
}

type Linked = { uid: string; number: string; date: string; cancelled: boolean }

/** Documents that came of this one, each with its day and what else there is to say; cancelled ones say so. */
export const linked = <D extends Linked>(
  documents: readonly D[],
  cancelled: string,
  about?: (document: D) => string,
): ReactNode =>
  documents.map((one) => (
    <li key={one.uid}>
      <span className="code">{one.number}</span>, {[day(one.date), ...(about ? [about(one)] : [])].join(', ')}{' '}
      {one.cancelled && <StatusPill tone="bad">{cancelled}</StatusPill>}
    </li>
  ))

/** A document in the detail pane: facts, then its lines. */
export function DocumentPane(props: Shown) {
  return (
    <div className={styles.pane}>
      <h3 className="code">{props.title}</h3>
      <dl>
        {props.facts
          .filter(([, value]) => value !== null && value !== undefined && value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {props.heads.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              {props.heads.map((head, at) => (
                <th key={head} className={at > 0 ? styles.end : undefined}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.lines.map((line) => (
              <tr key={line.key}>
                <td className={styles.strong} dir="auto">
                  {line.name}
                </td>
                {line.cells.map((cell, at) => (
                  <td key={props.heads[at + 1]} className={styles.end}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {props.children}
    </div>
  )
}
