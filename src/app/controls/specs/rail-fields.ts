import type { Hop, Scenario } from '../../../scenario/scenario.ts';
import type { DocumentState } from '../../state/document-store.ts';
import type { FieldGroup, FieldSpec } from '../field-spec.ts';
import { clientFields } from './client-fields.ts';
import { hopFields } from './hop-fields.ts';
import { lifetimeFields } from './lifetime-fields.ts';
import { backendFields, runFields } from './scenario-fields.ts';

/** The hop that the strategy switch exchanges: the first that is no router; null without hops. */
function mainHop({ path }: Scenario): { readonly hop: Hop; readonly index: number } | null {
  const index = Math.max(
    0,
    path.findIndex(({ mode }) => mode !== 'router'),
  );
  const hop = path[index];
  return hop === undefined ? null : { hop, index };
}

/** The controls beside the picture: those that decide the answer, for the strategy that is on. */
export function railGroups(state: DocumentState): FieldGroup[] {
  const { scenario } = state;
  const groups = [
    { title: 'Load', fields: loadFields(state) },
    { title: 'Topology', fields: topologyFields(scenario) },
  ];
  const source = sourceFields(scenario);
  if (source.length > 0) groups.push({ title: 'Source ports', fields: source });
  return [...groups, { title: 'Run', fields: [runFields.seed] }];
}

/** The four that a phone has room for. */
export function keyFields(state: DocumentState): FieldSpec[] {
  const { scenario } = state;
  const [lifetime = clientFields(0).heartbeat] = lifetimeFields(state, 0);
  return [arrivalField(scenario), backendFields.count, fourthField(scenario), lifetime];
}

function fourthField(scenario: Scenario): FieldSpec {
  const main = mainHop(scenario);
  if (main === null) return clientFields(0).addresses;
  const { instances, source } = hopFields(main.index, main.hop.mode);
  return main.hop.source === null ? instances : source.addresses;
}

function arrivalField(scenario: Scenario): FieldSpec {
  const { count, rate } = clientFields(0);
  return isOpen(scenario) ? rate : count;
}

function loadFields(state: DocumentState): FieldSpec[] {
  const { scenario } = state;
  const { addresses, rampUp, closes } = clientFields(0);
  const ramp = isOpen(scenario) ? [] : [rampUp];
  return [arrivalField(scenario), addresses, ...lifetimeFields(state, 0), ...ramp, closes];
}

function topologyFields(scenario: Scenario): FieldSpec[] {
  const main = mainHop(scenario);
  if (main === null) return [backendFields.count, clientFields(0).balance];
  const { instances, balance } = hopFields(main.index, main.hop.mode);
  return [backendFields.count, instances, balance];
}

function sourceFields(scenario: Scenario): FieldSpec[] {
  const main = mainHop(scenario);
  const pool = main?.hop.source ?? null;
  if (main === null || pool === null) return [];
  const fields = hopFields(main.index, main.hop.mode).source;
  const { addresses, ports, scope, blockSize, selection, choose, hold } = fields;
  const blocks = pool.scope === 'client-block' ? [blockSize] : [];
  const choice = pool.addresses > 1 ? [choose] : [];
  return [addresses, ports, scope, ...blocks, selection, ...choice, hold];
}

export function isOpen(scenario: Scenario, index = 0): boolean {
  return scenario.clients[index]?.arrivals.pattern === 'poisson';
}
