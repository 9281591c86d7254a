declare module '../tabs.ts' {
  interface ScreenParams {
    gallery: Record<string, never>
  }
}

/** Every piece in every state, for looking at. */
export function Gallery() {
  return <div>gallery</div>
}
