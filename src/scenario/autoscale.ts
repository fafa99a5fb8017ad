/** How the number of instances of a stage follows its connections, after the HorizontalPodAutoscaler of Kubernetes. */
import * as z from 'zod/mini';
import type { Autoscale } from './autoscale-settings.ts';
import { AUTOSCALE } from './defaults.ts';
import type { FieldDoc } from './field-docs/field-doc.ts';
import { countOf } from './leaf-schemas.ts';
import { duration, positiveDuration } from './optional-leaves.ts';
import { compact } from './plain-value.ts';
import { durationUnless } from './unless.ts';

export const autoscaleSchema = z.strictObject({
  min: z.optional(countOf()),
  target: countOf(),
  every: positiveDuration,
  ready: duration,
  stabilization: duration,
  drain: duration,
});

type AutoscaleFile = z.input<typeof autoscaleSchema>;
export type ParsedAutoscale = z.output<typeof autoscaleSchema>;

export function normalizeAutoscale(parsed: ParsedAutoscale | undefined): Autoscale | null {
  if (parsed === undefined) return null;
  return {
    min: parsed.min ?? AUTOSCALE.min,
    target: parsed.target,
    everySec: parsed.every ?? AUTOSCALE.everySec,
    readySec: parsed.ready ?? AUTOSCALE.readySec,
    stabilizationSec: parsed.stabilization ?? AUTOSCALE.stabilizationSec,
    drainSec: parsed.drain ?? AUTOSCALE.drainSec,
  };
}

export function autoscaleFile(autoscale: Autoscale | null): AutoscaleFile | undefined {
  if (autoscale === null) return undefined;
  return compact({
    min: autoscale.min,
    target: autoscale.target,
    every: durationUnless(AUTOSCALE.everySec, autoscale.everySec),
    ready: durationUnless(AUTOSCALE.readySec, autoscale.readySec),
    stabilization: durationUnless(AUTOSCALE.stabilizationSec, autoscale.stabilizationSec),
    drain: durationUnless(AUTOSCALE.drainSec, autoscale.drainSec),
  });
}

const HPA = 'Kubernetes, Horizontal Pod Autoscaling';

/** @param owner path of the object that has the block */
export function autoscaleFieldDocs(owner: string): FieldDoc[] {
  const at = (name: string): string => `${owner}.autoscale.${name}`;
  return [
    {
      path: `${owner}.autoscale`,
      kind: 'object',
      what: 'The number of instances follows the connections: at each decision it becomes the number that brings the mean to the target, if it is more than 10 % off. The number of instances in the file is the most that there ever are.',
      realName: 'HorizontalPodAutoscaler',
    },
    {
      path: at('min'),
      kind: 'count',
      what: 'The fewest instances, and those of the start.',
      realName: 'minReplicas',
      default: AUTOSCALE.min,
    },
    {
      path: at('target'),
      kind: 'count',
      what: 'Connections of an instance, on average, that are aimed at.',
      realName: 'averageValue of a metric of pods',
    },
    {
      path: at('every'),
      kind: 'duration',
      what: 'Distance between two decisions.',
      realName: '--horizontal-pod-autoscaler-sync-period',
      default: '15s',
      source: HPA,
    },
    {
      path: at('ready'),
      kind: 'duration',
      what: 'Time from the decision until a new instance takes connections: it is scheduled, starts and passes its probes.',
      default: '30s',
    },
    {
      path: at('stabilization'),
      kind: 'duration',
      what: 'Instances leave only as far as the highest number of this time that was recommended allows.',
      realName: 'behavior.scaleDown.stabilizationWindowSeconds',
      default: '5m',
      source: HPA,
    },
    {
      path: at('drain'),
      kind: 'duration',
      what: 'Time over which the connections of an instance that leaves are closed evenly.',
      default: '0s',
    },
  ];
}
