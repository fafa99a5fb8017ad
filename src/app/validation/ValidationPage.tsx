import { type ReactElement, useEffect, useMemo } from 'react';
import { ENGINE_VERSION } from '../../network/engine-version.ts';
import { formatCount } from '../format/numbers.ts';
import { NothingFound } from '../ui/FilterBar.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useMediaQuery } from '../ui/use-media-query.ts';
import { ValidationCards } from './ValidationCards.tsx';
import { ValidationFilters } from './ValidationFilters.tsx';
import { ValidationMethod } from './ValidationMethod.tsx';
import { ValidationTable } from './ValidationTable.tsx';
import type { ValidationDocument } from './validation-document.ts';
import { ALL_ROWS, filteredRows, orderedRows } from './validation-rows.ts';
import { loadValidation, useValidation } from './validation-store.ts';
import './validation.css';

/** Below this the lines of the table become cards. */
const TABLE_FITS = '(min-width: 1200px)';

/** How one knows that the numbers are right: what was measured against what is predicted. */
export function ValidationPage(): ReactElement {
  const { document, trouble } = useValidation();
  useEffect(() => void loadValidation(), []);
  return (
    <main className="side-page validation">
      <PageHead title="Validation" />
      {document !== null && <Validation document={document} />}
      {document === null && trouble === '' && (
        <p className="run-wait" role="status">
          Loading the measurements…
        </p>
      )}
      {trouble !== '' && (
        <div className="run-trouble" role="alert">
          <p className="error">The measurements cannot be loaded: {trouble}.</p>
          <button type="button" className="button button-framed" onClick={() => void loadValidation()}>
            Try again
          </button>
        </div>
      )}
    </main>
  );
}

function Validation({ document }: { readonly document: ValidationDocument }): ReactElement {
  const { rows, filter, order } = useValidation();
  const hasRoom = useMediaQuery(TABLE_FITS);
  const shown = useMemo(() => orderedRows(filteredRows(rows, filter), order), [rows, filter, order]);
  return (
    <>
      <Summary document={document} />
      <ValidationMethod document={document} />
      <ValidationFilters document={document} shown={shown.length} />
      {shown.length === 0 && (
        <NothingFound onShowAll={() => useValidation.setState({ filter: ALL_ROWS })}>
          No quantity is like that.
        </NothingFound>
      )}
      {shown.length > 0 && (hasRoom ? <ValidationTable rows={shown} /> : <ValidationCards rows={shown} />)}
    </>
  );
}

function Summary({ document: { counts, date, engineVersion } }: { readonly document: ValidationDocument }) {
  const agree = counts.pass + counts.sampling;
  return (
    <>
      <p className="validation-summary">
        {formatCount(agree)} of {formatCount(counts.quantities)} quantities, measured or published, agree with
        the model. {formatCount(counts.fail)} disagree, {formatCount(counts.notReproduced)} it cannot express.
      </p>
      <p className="quiet">
        {formatCount(counts.cases)} cases, compared on {date} with engine {engineVersion}
        {engineVersion === ENGINE_VERSION ? ', the one that runs here' : `; here runs ${ENGINE_VERSION}`}. Of
        those that agree, {formatCount(counts.sampling)} do so within the scatter of the measured runs.
      </p>
    </>
  );
}
