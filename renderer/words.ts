import i18next from 'i18next'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import en from './words/en.json' with { type: 'json' }
import hi from './words/hi.json' with { type: 'json' }
import ur from './words/ur.json' with { type: 'json' }

/**
 * What the app says, in English, Hindi and Urdu. English is complete; the others fall back to it. Sentences are whole in the files
 * (no joining of parts in code) and take `{{name}}` placeholders; plurals are `key_one` and `key_other`.
 */
export const languages = ['en', 'hi', 'ur'] as const
export type Language = (typeof languages)[number]
/** Each language in its own words. */
export const languageNames: Record<Language, string> = { en: 'English', hi: 'हिन्दी', ur: 'اردو' }
export const direction = (language: Language): 'ltr' | 'rtl' => (language === 'ur' ? 'rtl' : 'ltr')

type Base<K extends string> = K extends `${infer B}_one` | `${infer B}_other` ? B : K
type Paths<T> = { [K in keyof T & string]: T[K] extends string ? Base<K> : `${K}.${Paths<T[K]>}` }[keyof T & string]
/** Every key of en.json, `sales.bill.party`; a misspelt one does not compile. */
export type WordKey = Paths<typeof en>
export type Values = Readonly<Record<string, string | number | boolean | null | undefined>>
export type Say = (key: WordKey, values?: Values) => string

void i18next.init({
  resources: { en: { translation: en }, hi: { translation: hi }, ur: { translation: ur } },
  lng: 'en',
  fallbackLng: 'en',
  nsSeparator: false,
  keySeparator: '.',
  // What is put into an Urdu sentence (numbers, bill numbers, Latin names) keeps its own direction.
  interpolation: {
    escapeValue: true,
    escape: (value: string) =>
      typeof document !== 'undefined' && document.documentElement.dir === 'rtl' ? `\u2068${value}\u2069` : value,
  },
  returnNull: false,
  initAsync: false,
})

// i18next types its own keys by augmentation; ours are checked by WordKey, so its function is used plainly.
const lookUp = i18next.t as unknown as (key: string, values?: Values) => string

/** Sentences without placeholders, as they were looked up: a key drawn on the bill asks for a hundred of them. */
const known = new Map<string, string>()
const lookUpOnce = (key: string): string => {
  const kept = known.get(key)
  if (kept !== undefined) return kept
  const found = lookUp(key)
  known.set(key, found)
  return found
}

/** Words outside a component (sentences built in a command's handler). */
export const words: Say = (key, values) => (values ? lookUp(key, values) : lookUpOnce(key))
/** Words for a key made from data, or the fallback. */
export const wordsOr = (key: string, fallback: string, values?: Values): string =>
  i18next.exists(key) ? lookUp(key, values) : fallback

/** Words for the code of a refusal, warning, notice or narration, with its details filled in. */
export const codeWords = (code: string, details?: Values, fallback?: string): string =>
  wordsOr(`codes.${code}`, fallback ?? code, details)

const spoken = createStore<{ readonly language: Language }>(() => ({ language: 'en' }))
/** The language on screen. */
export const useLanguage = (): Language => useStore(spoken, (state) => state.language)

/** Words inside a component; it renders again when the language changes. */
export function useWords(): Say {
  useLanguage()
  return words
}

/** Switches the language and the direction of the page. */
export async function speak(language: Language): Promise<void> {
  document.documentElement.lang = language
  document.documentElement.dir = direction(language)
  await i18next.changeLanguage(language)
  known.clear()
  spoken.setState({ language })
}
