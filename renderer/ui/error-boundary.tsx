import { Component, type ReactNode } from 'react'
import { words } from '../words.ts'
import { Button } from './controls.tsx'
import { ErrorState } from './states.tsx'

type State = { error: Error | null; reference: string }

/** Keeps a broken screen from taking the others with it: the tab shows what happened and can be opened again. */
export class ErrorBoundary extends Component<
  { children: ReactNode; onError?: (error: Error, reference: string) => void },
  State
> {
  override state: State = { error: null, reference: '' }

  static getDerivedStateFromError(error: Error): State {
    return { error, reference: `w-${Date.now().toString(36).slice(-6)}` }
  }

  override componentDidCatch(error: Error): void {
    this.props.onError?.(error, this.state.reference)
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children
    return (
      <div style={{ display: 'grid', flex: 1, placeItems: 'center' }}>
        <div>
          <ErrorState error={this.state.error} safe={words('ui.screenBrokeSafe')} />
          <p style={{ textAlign: 'center', color: 'var(--text-2)' }}>
            {words('ui.faultReference', { reference: this.state.reference })}
          </p>
          <p style={{ display: 'grid', placeItems: 'center', marginBlockStart: 12 }}>
            <Button look="main" onClick={() => this.setState({ error: null, reference: '' })}>
              {words('ui.openAgain')}
            </Button>
          </p>
        </div>
      </div>
    )
  }
}
