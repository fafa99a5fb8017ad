import { getField } from '../../../scenario/edit.ts';
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
  const { heartbeat, addresses } = clientFields(0);
  const [lifetime = heartbeat] = lifetimeFields(state, 0);
  const [arrivals = addresses] = arrivalFields(state);
  return [arrivals, backendFields.count, fourthField(scenario, arrivals), lifetime];
}

function fourthField(scenario: Scenario, first: FieldSpec): FieldSpec {
  const main = mainHop(scenario);
  const { addresses, balance } = clientFields(0);
  if (main === null) return first.path === addresses.path ? balance : addresses;
  const { instances, source } = hopFields(main.index, main.hop.mode);
  return main.hop.source === null ? instances : source.addresses;
}

/** How many there are, or come a second; nothing for a rate that follows a profile, which is no single number. */
function arrivalFields({ scenario, file }: DocumentState): FieldSpec[] {
  const { count, rate } = clientFields(0);
  if (!isOpen(scenario)) return [count];
  return hasRate(file, 0) ? [rate] : [];
}

function loadFields(state: DocumentState): FieldSpec[] {
  const { scenario } = state;
  const { addresses, rampUp, closes } = clientFields(0);
  const ramp = isOpen(scenario) ? [] : [rampUp];
  return [...arrivalFields(state), addresses, ...lifetimeFields(state, 0), ...ramp, closes];
}

function topologyFields(scenario: Scenario): FieldSpec[] {
  const main = mainHop(scenario);
  if (main === null) return [backendFields.count, clientFields(0).balance];
  const { instances, balance } = hopFields(main.index, main.hop.mode);
  return [backendFields.count, instances, ...(main.hop.gateway ? [] : [balance])];
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

/** Whether the arrivals of a population have one rate, and no profile. */
export function hasRate(file: DocumentState['file'], index: number): boolean {
  return getField(file, `clients.${index}.arrivals.rate`) !== undefined;
}

export function isOpen(scenario: Scenario, index = 0): boolean {
  return scenario.clients[index]?.arrivals.pattern === 'poisson';
}
