import type { ComponentType, ReactNode } from 'react'
import type { CommandDefinition } from './commands.ts'
import styles from './controls.module.css'
import { useProfile } from './keyboard.ts'
import { keysFor, showKey } from './keys.ts'

export type Icon = ComponentType<{ size?: number | string; strokeWidth?: number | string; 'aria-hidden'?: boolean }>
const classes = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(' ')

/** A key as a chip: `<Kbd keys="Ctrl+S" />`. Shown left to right in every language. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd className={styles.key}>{showKey(keys)}</kbd>
}

/** The first key of a command in the user's profile, as a chip; nothing when it has none. */
export function CommandKey({ command }: { command: CommandDefinition }) {
  const profile = useProfile()
  const key = keysFor(command.keys, profile)[0]
  return key ? <Kbd keys={key} /> : null
}

export type ButtonProps = {
  children?: ReactNode
  onClick?: () => void
  /** `main` for the one action a screen is for; `danger` for what cannot be undone; `quiet` in toolbars. */
  look?: 'main' | 'plain' | 'danger' | 'quiet'
  small?: boolean
  icon?: Icon
  /** Shows the key that does the same, in the user's profile. */
  command?: CommandDefinition
  /** Why it cannot be pressed now; the button stays readable and says so. */
  why?: string | null
  disabled?: boolean
  /** Needed when there is no text. */
  label?: string
  type?: 'button' | 'submit'
  autoFocus?: boolean
  pressed?: boolean
}

/** A button that shows its key. With only an icon it needs a `label`. */
export function Button(props: ButtonProps) {
  const { children, look = 'plain', small, icon: Glyph, command, why, disabled, label } = props
  return (
    <button
      type={props.type ?? 'button'}
      className={classes(styles.button, look !== 'plain' && styles[look], small && styles.small, !children && styles.icon)}
      onClick={why ? undefined : props.onClick}
      disabled={disabled}
      aria-disabled={why ? true : undefined}
      aria-pressed={props.pressed}
      aria-label={children ? undefined : label}
      title={why ?? (children ? undefined : label)}
      data-autofocus={props.autoFocus || undefined}
    >
      {Glyph && <Glyph aria-hidden />}
      {children}
      {command && !small && <CommandKey command={command} />}
    </button>
  )
}

export type Tone = 'ok' | 'warn' | 'bad' | 'mute' | 'info'

/** A word on a tint: state is never colour alone. */
export function StatusPill({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={classes(styles.pill, styles[tone])}>{children}</span>
}

export type ChipChoice<V extends string> = { value: V; label: string }

/** A row of choices of which one is on (periods, kinds). */
export function Chips<V extends string>(props: {
  label: string
  value: V | null
  choices: readonly ChipChoice<V>[]
  onChange: (value: V) => void
}) {
  return (
    <fieldset className={styles.chips} style={{ border: 0, margin: 0, padding: 0, minInlineSize: 0 }}>
      <legend className="only-heard">{props.label}</legend>
      {props.choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className={styles.chip}
          aria-pressed={choice.value === props.value}
          onClick={() => props.onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  )
}
