/** Rules of an autoscaler, and of the events that act on what it scales. */
import type { ParsedAutoscale } from '../autoscale.ts';
import { AUTOSCALE, EVENT } from '../defaults.ts';
import { fault } from '../fault.ts';
import type { ParsedEvent } from '../file-format.ts';
import type { ScenarioError } from '../scenario-error.ts';

/** @param most instances that there ever are */
export function autoscaleFaults(
  autoscale: ParsedAutoscale | undefined,
  most: number,
  path: string,
): ScenarioError[] {
  const { min = AUTOSCALE.min } = autoscale ?? {};
  if (autoscale === undefined || min <= most) return [];
  const message = `a minimum of ${min} is more than the ${most} that there ever are`;
  return [fault(`${path}.min`, 'conflict', message, `from 1 to ${most}`, min)];
}

/** Only one can decide how many instances there are, and a crash is of instances that are surely there. */
export function autoscaleEventFaults(
  event: ParsedEvent,
  autoscale: ParsedAutoscale | undefined,
): ScenarioError[] {
  if (autoscale === undefined) return [];
  const { min = AUTOSCALE.min } = autoscale;
  switch (event.action) {
    case 'scale-out':
    case 'scale-in': {
      const message = 'the autoscaler of the target decides how many instances there are';
      return [fault('action', 'conflict', message, 'another action, or no autoscale', event.action)];
    }
    case 'restart': {
      const { surge = EVENT.surge } = event;
      if (surge === 0) return [];
      const message = 'the autoscaler of the target decides how many instances there are';
      return [fault('surge', 'conflict', message, '0, or no autoscale', surge)];
    }
    case 'crash': {
      const { instances = EVENT.instances } = event;
      if (instances <= min) return [];
      const message = `only the ${min} of the autoscaler's minimum are there at all times`;
      return [fault('instances', 'conflict', message, `from 1 to ${min}`, instances)];
    }
    default:
      return [];
  }
}
