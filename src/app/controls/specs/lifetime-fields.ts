import { getField } from '../../../scenario/edit.ts';
import { lifetimeQuantileSec } from '../../../scenario/lifetime.ts';
import { parseDuration } from '../../../scenario/units.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldSpec } from '../field-spec.ts';
import { durationSlider } from './spec-parts.ts';

const FIGURES = [
  { key: 'value', label: 'Lifetime', share: 0.5 },
  { key: 'mean', label: 'Lifetime, mean', share: null },
  { key: 'median', label: 'Lifetime, median', share: 0.5 },
  { key: 'p95', label: 'Lifetime, p95', share: 0.95 },
  { key: 'p99', label: 'Lifetime, p99', share: 0.99 },
] as const;

/** What a lifetime is when the file gives none: see the scenario layer's defaults. */
const DEFAULT_LIFETIME = { distribution: 'lognormal', median: '10m', p95: '1h' };

/** The figures that fix the lifetime, as far as they are times: those that the file gives, else median and p95. */
export function lifetimeFields({ file }: Pick<DocumentState, 'file'>, index: number): FieldSpec[] {
  const lifetimePath = `clients.${index}.session.lifetime`;
  const given = getField(file, lifetimePath) ?? DEFAULT_LIFETIME;
  return FIGURES.filter(({ key }) => Object.hasOwn(given, key)).map(({ key, label, share }) => ({
    control: 'quantity',
    path: `${lifetimePath}.${key}`,
    label,
    kind: 'duration',
    slider: durationSlider(1, 604_800),
    parent: { path: lifetimePath, value: DEFAULT_LIFETIME },
    read: (state) => figureSec(state, index, key, share),
  }));
}

/** As the file has it, so that the text shown is the text written; from the fitted law where the file is silent. */
function figureSec(state: DocumentState, index: number, key: string, share: number | null): number {
  const written = getField(state.file, `clients.${index}.session.lifetime.${key}`);
  if (typeof written === 'number' || typeof written === 'string') {
    const parsed = parseDuration(written);
    if (parsed.ok) return parsed.value;
  }
  const lifetime = state.scenario.clients[index]?.session.lifetime;
  if (lifetime === undefined || share === null) return 0;
  return Number(lifetimeQuantileSec(lifetime, share).toPrecision(6));
}
