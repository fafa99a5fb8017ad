import { describe, expect, it } from 'vitest';
import { getField } from '../../../scenario/edit.ts';
import { examples } from '../../../scenario/examples.ts';
import { fieldDoc } from '../../../scenario/field-docs.ts';
import type { ScenarioFile } from '../../../scenario/file-format.ts';
import { parsePortSpan } from '../../../scenario/ports.ts';
import { STRATEGIES, withStrategy } from '../../../scenario/strategies.ts';
import { createDocumentStore, DocumentEditor, type DocumentState } from '../../state/document-store.ts';
import type { FieldSpec, QuantitySpec } from '../field-spec.ts';
import { rangeOfSize, sizeOf } from '../port-range.ts';
import { fileValue } from '../quantity-text.ts';
import { stepValue } from '../slider-scale.ts';
import { changesOf } from '../use-field.ts';
import { keyFields, railGroups } from './rail-fields.ts';
import { settingsGroups } from './settings-groups.ts';

const files: readonly (readonly [string, ScenarioFile])[] = examples.flatMap(({ id, file }) =>
  STRATEGIES.map((strategy) => [`${id} as ${strategy}`, withStrategy(file, strategy)] as const),
);
const openArrivals: ScenarioFile = {
  fivetuple: 1,
  clients: [{ count: 100, arrivals: { pattern: 'poisson', rate: 100 } }],
  path: [{ mode: 'snat', snat: { scope: 'client-block', blockSize: 128 } }],
  backends: { count: 2 },
};
const everyFile = [...files, ['open arrivals with port blocks', openArrivals] as const];

const stateOf = (file: ScenarioFile): DocumentState => createDocumentStore(file).getState();
const everyField = (state: DocumentState): FieldSpec[] =>
  [...railGroups(state), ...settingsGroups(state)].flatMap(({ fields }) => fields).concat(keyFields(state));

/** Other values that a person could choose, as they would be written into the file. */
function otherValues(spec: FieldSpec, state: DocumentState): unknown[] {
  switch (spec.control) {
    case 'choice':
      return spec.options.map(({ value }) => value).filter((value) => value !== spec.read(state));
    case 'text':
      return ['8080, 9000-9002'];
    case 'ports': {
      const span = parsePortSpan(spec.read(state));
      const { first, last } = rangeOfSize((span.ok ? sizeOf(span.value) : 0) - 200);
      return [`${first}-${last}`];
    }
    case 'quantity':
      return otherNumbers(spec, spec.read(state)).map((value) => fileValue(spec.kind, value));
  }
}

function otherNumbers({ kind, slider }: QuantitySpec, value: number | null): number[] {
  if (kind === 'share') return [0.01];
  if (value === null || value === Infinity) return [5_000_000];
  return slider === undefined
    ? [value + 1]
    : [stepValue(slider, value, 1), stepValue(slider, value, -1)].filter((other) => other !== value);
}

describe.each(everyFile)('controls of %s', (_, file) => {
  const state = stateOf(file);

  it('stand for documented fields and can be read', () => {
    for (const spec of everyField(state)) {
      expect(fieldDoc(spec.path), spec.path).toBeDefined();
      expect(spec.read(state), spec.path).not.toBeUndefined();
    }
  });

  it('have labels of their own within their group, and paths of their own within a view', () => {
    for (const { fields } of [...railGroups(state), ...settingsGroups(state)]) {
      expect(new Set(fields.map(({ label }) => label)).size).toBe(fields.length);
    }
    const rail = railGroups(state).flatMap(({ fields }) => fields.map(({ path }) => path));
    expect(new Set(rail).size).toBe(rail.length);
    expect(keyFields(state)).toHaveLength(4);
  });

  it('change the scenario: none is dead', () => {
    for (const spec of everyField(state)) {
      const accepted = otherValues(spec, state).flatMap((value) => {
        const editor = new DocumentEditor(createDocumentStore(file), () => 0);
        const errors = editor.setFields(changesOf(spec, value, state));
        return errors.length === 0 ? [spec.read(editor.store.getState())] : [];
      });
      expect(accepted, spec.path).not.toEqual([]);
      expect(accepted, spec.path).not.toContain(spec.read(state));
    }
  });
});

describe('fields that go along', () => {
  it('keep one address a client, and the target at every client', () => {
    const [, file] = files[0]!;
    const state = stateOf(file);
    const clients = keyFields(state)[0]!;
    const editor = new DocumentEditor(createDocumentStore(file), () => 0);
    editor.setFields(changesOf(clients, 250_000, state));
    const { scenario } = editor.store.getState();
    expect(scenario.clients[0]).toMatchObject({ count: 250_000, addresses: 250_000 });
    expect(scenario.targets.concurrent).toBe(250_000);
  });

  it('leave a number of addresses alone that is not one a client', () => {
    const file = { ...files[0]![1], clients: [{ count: 1000, addresses: 10 }], targets: { concurrent: 500 } };
    const state = stateOf(file);
    const editor = new DocumentEditor(createDocumentStore(file), () => 0);
    editor.setFields(changesOf(keyFields(state)[0]!, 2000, state));
    expect(editor.store.getState().scenario).toMatchObject({
      clients: [{ count: 2000, addresses: 10 }],
      targets: { concurrent: 500 },
    });
  });

  it('drop the block size with the blocks', () => {
    const state = stateOf(openArrivals);
    const scope = everyField(state).find(({ path }) => path.endsWith('.scope'))!;
    const editor = new DocumentEditor(createDocumentStore(openArrivals), () => 0);
    expect(editor.setFields(changesOf(scope, 'destination', state))).toEqual([]);
    expect(getField(editor.file(), 'path.0.snat.blockSize')).toBeUndefined();
  });
});
