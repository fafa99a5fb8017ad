import { type ReactElement, useEffect, useRef } from 'react';
import { showWorkspace } from '../state/page-address.ts';

/**
 * Title of a page beside the scenario's, and the way back. The focus goes to it, as it does on a page that loads, but not out
 * of a menu or a dialog that was opened while the page was being fetched.
 */
export function PageHead({ title }: { readonly title: string }): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const open = document.activeElement?.closest('[role="menu"], [role="dialog"], dialog') ?? null;
    if (open === null) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="page-head">
      <button type="button" className="button button-framed" onClick={showWorkspace}>
        Back to the scenario
      </button>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
    </div>
  );
}
