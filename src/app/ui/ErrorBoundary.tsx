import { Component, type ReactNode } from 'react';

/** Keeps a fault in one part of the page from taking the others with it. */
export class ErrorBoundary extends Component<
  { readonly part: string; readonly children: ReactNode },
  { readonly error: Error | null }
> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="run-trouble" role="alert">
        <p className="error">
          {this.props.part} cannot be shown: {error.message}
        </p>
        <button type="button" className="button button-framed" onClick={() => this.setState({ error: null })}>
          Try again
        </button>
      </div>
    );
  }
}
