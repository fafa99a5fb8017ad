import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import { describeResource } from '../../network/results/outcomes.ts';
import type { ResourceId } from '../../network/results/run-result.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import { placeOf, presets } from '../../scenario/presets/library.ts';
import type { Preset } from '../../scenario/presets/preset.ts';
import { SYMPTOM_RESOURCES } from '../../scenario/presets/symptom.ts';
import { presetSymptoms } from '../../scenario/presets/symptoms.ts';
import { NO_PRODUCTS, productsOf } from '../levers/products.ts';
import { ladderOfLimits } from '../limits/limits.ts';
import { estimateAnswer } from './answer.ts';
import { shownAs, symptomOf } from './symptoms.ts';

const behindGateway: ScenarioFile = {
  fivetuple: 1,
  clients: [{ count: 100_000, preset: 'linux-connect' }],
  path: [{ mode: 'router' }, { name: 'edge', preset: 'aws-nat-gateway' }],
  backends: { count: 1 },
};

describe('the products of a file', () => {
  it('are its presets, by station', () => {
    expect([...productsOf(behindGateway)]).toEqual([
      ['clients.0', 'linux-connect'],
      ['path.1', 'aws-nat-gateway'],
    ]);
    expect(productsOf({ ...behindGateway, clients: [{}], path: 'direct' }).size).toBe(0);
    expect(productsOf({ clients: [{}] }).size).toBe(0);
  });
});

describe('the symptom of a resource', () => {
  const products = productsOf(behindGateway);

  it('is the product’s own at a station that is one', () => {
    expect(symptomOf(products, 'path.1', 'snat-ports')).toMatchObject({
      outcome: 'ErrorPortAllocation',
      symptom: expect.stringContaining('CloudWatch metric ErrorPortAllocation'),
      product: 'AWS NAT gateway',
      confidence: 'verified',
    });
    expect(shownAs(products, { station: 'path.1', resource: 'snat-ports' })).toMatchObject({
      outcome: 'ErrorPortAllocation',
      product: 'AWS NAT gateway',
      symptomConfidence: 'verified',
    });
  });

  it('is the ordinary one elsewhere, and for a resource that the product has no words for', () => {
    const { outcome, symptom } = describeResource('snat-ports');
    const ordinary = { outcome, symptom, product: null, source: null, confidence: null };
    expect(symptomOf(NO_PRODUCTS, 'path.1', 'snat-ports')).toEqual(ordinary);
    expect(symptomOf(products, 'path.0', 'snat-ports')).toEqual(ordinary);
    expect(symptomOf(products, 'path.1', 'memory').product).toBeNull();
    expect(shownAs(products, { station: 'path.0', resource: 'snat-ports' })).toEqual({ outcome, symptom });
  });

  it('is part of the answer', () => {
    const { detail } = estimateAnswer(buildScenario(behindGateway), products);
    expect(detail).toMatch(/^First failure: ErrorPortAllocation\. AWS NAT gateway: the CloudWatch metric /);
    expect(estimateAnswer(buildScenario(behindGateway)).detail).toMatch(
      /^First failure: SYN dropped by NAT\. On the system, silence: /,
    );
  });
});

it('every resource that a preset itself bounds has a symptom of the product', () => {
  const without = presets.flatMap((preset) => {
    const station = placeOf(preset) === 'client' ? 'clients.0' : 'path.0';
    const rows = ladderOfLimits(buildScenario(minimal(preset))).filter(
      (row) => row.station === station && bounds(preset, row.resource),
    );
    return rows
      .filter(({ resource }) => !presetSymptoms(preset.id).some((each) => each.resource === resource))
      .map(({ resource }) => `${preset.id} ${resource}`);
  });
  expect(without).toEqual([]);
});

it('the table names resources that results have', () => {
  for (const resource of Object.keys(SYMPTOM_RESOURCES))
    expect(describeResource(resource as ResourceId), resource).toBeDefined();
});

function minimal({ id, kind }: Preset): ScenarioFile {
  const clients = [{ count: 10, ...(kind === 'client' ? { preset: id } : {}) }];
  return { fivetuple: 1, clients, path: kind === 'client' ? [] : [{ preset: id }], backends: { count: 3 } };
}

/** Whether it is the preset's own value that ends the resource. */
function bounds({ fields }: Preset, resource: ResourceId): boolean {
  const sets = (path: string): boolean =>
    fields.some((field) => field.path === path && !('value' in field && field.value === 'unlimited'));
  switch (resource) {
    case 'client-ports':
      return sets('ports');
    case 'snat-ports':
    case 'source-ports':
      return sets('snat.ports');
    case 'port-blocks':
      return sets('snat.blockSize');
    case 'flow-table':
      return sets('flowTable.max');
    case 'max-connections':
      return sets('limits.maxConnections');
    case 'file-descriptors':
      return sets('limits.fileDescriptors');
    default:
      return false;
  }
}
