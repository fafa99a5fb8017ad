import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { feasibleBorder } from '../../analysis/sweep/feasible-border.ts';
import { pointFile, type Sweep } from '../../analysis/sweep/sweep.ts';
import { logHead } from '../../analysis/sweep/sweep-log.ts';
import { getField } from '../../scenario/edit.ts';
import { targetsOf } from '../../scenario/planning.ts';
import { useSpecs } from '../controls/use-specs.ts';
import { REST_MS } from '../run/work-at-rest.ts';
import { useApp, useDocument } from '../state/app-context.ts';
import { notify } from '../state/view-store.ts';
import { HeatMap } from './HeatMap.tsx';
import { MEASURES, type Measure, type MeasureId } from './measures.ts';
import { SweepCurve } from './SweepCurve.tsx';
import { SweepData } from './SweepData.tsx';
import { CurveLegend, HeatLegend } from './SweepLegend.tsx';
import { SweepPointPanel } from './SweepPoint.tsx';
import { SweepProgress } from './SweepProgress.tsx';
import { SweepSetup } from './SweepSetup.tsx';
import type { ShownResults } from './shown-results.ts';
import { type ShownSweep, sweepController, useSweepRun } from './sweep-controller.ts';
import { type SweepField, sweepFields } from './sweep-fields.ts';
import { fittingForm, readForm } from './sweep-setup.ts';
import { changeForm, useSweepForm } from './use-sweep-form.ts';
import { type ValueScale, valueScale } from './value-scale.ts';
import './sweep.css';

/** One or two numbers of the open scenario through a range of values each. */
export function SweepView({ onOpened }: { readonly onOpened: () => void }): ReactElement {
  const { editor } = useApp();
  const file = useDocument((state) => state.file);
  const fields = useSpecs(sweepFields);
  const kept = useSweepForm((state) => state.form);
  const form = useMemo(() => fittingForm(kept, editor.store.getState(), fields), [kept, editor, fields]);
  const reading = useMemo(() => (form === null ? null : readForm(file, form)), [file, form]);
  const sweep = reading?.ok === true ? reading.sweep : null;
  const head = useMemo(() => (sweep === null ? null : logHead(sweep)), [sweep]);
  const isRunning = useSweepRun((state) => state.isRunning);
  const run = useSweepRun((state) => state.shown);
  useShown(sweep);

  if (form === null || reading === null)
    return <p className="run-wait">This scenario has no number to sweep.</p>;
  const isCurrent = run !== null && run.head === head;
  const open = (point: number): void => {
    if (run === null) return;
    const target = pointFile(run.sweep, point);
    const changes = run.sweep.axes.map(({ path }) => [path, getField(target, path)] as const);
    const [error] = editor.setFields(changes);
    if (error !== undefined) {
      notify(`Not opened: ${`${error.path} ${error.message}`.trim()}`);
      return;
    }
    notify('Opened the point. Undo brings the values back.');
    onOpened();
  };
  return (
    <section className="sweep" aria-label="Sweep">
      <SweepSetup form={form} fields={fields} reading={reading} isRunning={isRunning} onChange={changeForm} />
      <SweepProgress isValid={isCurrent} />
      {isCurrent && <Results run={run} fields={fields} onOpen={open} />}
    </section>
  );
}

/** Shows a sweep once its form rests, which changes with every key. */
function useShown(sweep: Sweep | null): void {
  useEffect(() => {
    if (sweep === null) return undefined;
    const timer = setTimeout(() => void sweepController.show(sweep), REST_MS);
    return () => clearTimeout(timer);
  }, [sweep]);
}

function Results(props: {
  readonly run: ShownSweep;
  readonly fields: readonly SweepField[];
  readonly onOpen: (point: number) => void;
}): ReactElement {
  const { run, fields, onOpen } = props;
  const [measureId, setMeasureId] = useState<MeasureId>('blocking');
  const measure = MEASURES.find(({ id }) => id === measureId) ?? MEASURES[0]!;
  const shown = useMemo(() => shownResults(run, fields), [run, fields]);
  const scale = useMemo(
    () => valueScale(shown.results.flatMap((result) => measure.of(result)?.mean ?? [])),
    [shown, measure],
  );
  return (
    <div className="sweep-results">
      <MeasureSwitch shown={measure} onChange={setMeasureId} />
      <Picture shown={shown} measure={measure} scale={scale} onOpen={onOpen} />
      {isMap(run.sweep) ? <HeatLegend measure={measure} scale={scale} /> : <CurveLegend measure={measure} />}
      <SweepData run={run} shown={shown} />
    </div>
  );
}

/** Two parameters are a map, one is a curve. */
function isMap({ axes }: Sweep): boolean {
  return axes.length > 1;
}

/** The points, and beside them the one that is pointed at or picked; nothing else is drawn again when that changes. */
function Picture(props: {
  readonly shown: ShownResults;
  readonly measure: Measure;
  readonly scale: ValueScale;
  readonly onOpen: (point: number) => void;
}): ReactElement {
  const { shown, measure, scale, onOpen } = props;
  const [selected, setSelected] = useState<number | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const picking = { selected, onSelect: setSelected, onHover: setHovered };
  return (
    <div className="sweep-picture">
      {isMap(shown.sweep) ? (
        <HeatMap shown={shown} measure={measure} scale={scale} {...picking} />
      ) : (
        <SweepCurve shown={shown} measure={measure} {...picking} />
      )}
      <SweepPointPanel shown={shown} point={hovered ?? selected} selected={selected} onOpen={onOpen} />
    </div>
  );
}

function shownResults({ sweep, points, results }: ShownSweep, fields: readonly SweepField[]): ShownResults {
  const scenario = points.find((point) => point.ok)?.scenario;
  return {
    sweep,
    labels: sweep.axes.map(({ path }) => fields.find((field) => field.path === path)?.label ?? path),
    results,
    border: feasibleBorder(sweep.axes, results),
    targets: scenario?.targets ?? targetsOf(),
  };
}

function MeasureSwitch(props: {
  readonly shown: Measure;
  readonly onChange: (id: MeasureId) => void;
}): ReactElement {
  return (
    <fieldset className="sweep-measures">
      <legend className="visually-hidden">What is shown</legend>
      <div className="segments">
        {MEASURES.map(({ id, name }) => (
          <label key={id} className="segment">
            <input
              type="radio"
              name="sweep-measure"
              checked={id === props.shown.id}
              onChange={() => props.onChange(id)}
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
