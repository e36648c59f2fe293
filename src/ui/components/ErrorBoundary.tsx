import { Component, type ErrorInfo, type ReactNode } from 'react';
import { strings } from '../strings';
import { Button } from './controls';

/** Never a blank page: a failed part is replaced by what happened and a way on. */
export class ErrorBoundary extends Component<{ children: ReactNode; name?: string }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error('Bevel:', this.props.name ?? 'screen', error, info.componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="stage-message" role="alert">
        <h2>{strings.errors.title}</h2>
        <p>{strings.errors.crash}</p>
        <p className="muted">{error.message}</p>
        <div className="btn-row">
          <Button variant="primary" onClick={() => this.setState({ error: null })}>{strings.errors.tryAgain}</Button>
          <Button onClick={() => location.reload()}>{strings.errors.reload}</Button>
        </div>
      </div>
    );
  }
}
