import { useState } from 'react'
import { useStore } from 'zustand'
import { Button } from '../ui/controls.tsx'
import { day, inLakh, rupees } from '../ui/format.ts'
import { look } from '../ui/look.ts'
import { direction, useWords } from '../words.ts'
import { scaleEnd } from './chart-scale.ts'
import styles from './home.module.css'

type Days = readonly { date: string; totalPaise: number }[]

const width = 900
const height = 96
const gap = 4

/** Sales of the last days as bars; the same as a table by one button. Sundays without sales are gaps, not zeros in a line. */
export function DayBars({ days }: { days: Days }) {
  const t = useWords()
  const language = useStore(look, (state) => state.language)
  const [table, setTable] = useState(false)
  const end = scaleEnd(days.reduce((highest, one) => Math.max(highest, one.totalPaise), 0))
  const step = width / Math.max(1, days.length)
  const mirrored = direction(language) === 'rtl'
  const best = days.reduce<Days[number] | null>((top, one) => (top === null || one.totalPaise > top.totalPaise ? one : top), null)
  return (
    <section className={styles.panel} aria-labelledby="home-days">
      <header className={styles.panelHead}>
        <h2 id="home-days">{t('home.days', { count: days.length })}</h2>
        <Button small look="quiet" pressed={table} onClick={() => setTable(!table)}>
          {t('home.asTable')}
        </Button>
      </header>
      {table ? (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('home.day')}</th>
                <th scope="col" className="num">
                  {t('home.sales')}
                </th>
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map((one) => (
                <tr key={one.date}>
                  <td>{day(one.date)}</td>
                  <td className="num">{one.totalPaise === 0 ? '–' : rupees(one.totalPaise)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <figure className={styles.chart}>
          <svg
            viewBox={`0 0 ${width} ${height}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={t('home.daysHeard', { best: best ? day(best.date) : '', amount: best ? rupees(best.totalPaise) : '' })}
          >
            <line x1="0" x2={width} y1="0.5" y2="0.5" className={styles.grid} />
            <line x1="0" x2={width} y1={height / 2} y2={height / 2} className={styles.grid} />
            {days.map((one, at) => {
              const tall = (one.totalPaise / end) * height
              const from = (mirrored ? days.length - 1 - at : at) * step
              return (
                <rect
                  key={one.date}
                  x={from + gap / 2}
                  y={height - tall}
                  width={step - gap}
                  height={tall}
                  className={at === days.length - 1 ? styles.barToday : styles.bar}
                >
                  <title>{`${day(one.date)} ${rupees(one.totalPaise)}`}</title>
                </rect>
              )
            })}
            <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} className={styles.axis} />
          </svg>
          <div className={styles.scale} aria-hidden>
            <span className="num">{inLakh(end)}</span>
            <span className="num">{inLakh(end / 2)}</span>
            <span className="num">0</span>
          </div>
          <div className={styles.dates} style={{ gridTemplateColumns: `repeat(${days.length}, minmax(0, 1fr))` }} aria-hidden>
            {days.map((one, at) =>
              (days.length - 1 - at) % 7 === 0 ? (
                <span key={one.date} className="code" style={{ gridColumn: at + 1 }}>
                  {day(one.date).slice(0, 6)}
                </span>
              ) : null,
            )}
          </div>
          <figcaption className={styles.caption}>{t('home.inLakh')}</figcaption>
        </figure>
      )}
    </section>
  )
}
