import { Component, type ReactNode } from 'react';
import { errorOf } from '../../workers/errors.ts';

/** How browsers word that a part of the program could not be fetched. They do not fetch it again within the page. */
const NOT_FETCHED = /dynamically imported module|importing a module script|preload CSS/i;

/** Keeps a fault in one part of the page from taking the others with it. */
export class ErrorBoundary extends Component<
  { readonly part: string; readonly children: ReactNode },
  { readonly error: Error | null }
> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: errorOf(error) };
  }

  /** The open scenario is kept in the browser, so that a page that loads again shows it. */
  private tryAgain(error: Error): void {
    if (NOT_FETCHED.test(error.message)) location.reload();
    else this.setState({ error: null });
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="run-trouble" role="alert">
        <p className="error">
          {this.props.part} cannot be shown: {error.message}
        </p>
        <button type="button" className="button button-framed" onClick={() => this.tryAgain(error)}>
          Try again
        </button>
      </div>
    );
  }
}
