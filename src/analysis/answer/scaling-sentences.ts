/** What the autoscaler of a stage did in a run, in words. */
import type { StationScaling } from '../../network/results/run-result.ts';
import { counted, formatCount } from '../wording/format-quantity.ts';

/** "4 to 12 instances, 6 at the end; 3 times out, 1 time in; up to 7,500 connections each, target 5,000; ..." */
export function scalingFigures(scaling: StationScaling): string {
  const { fewestInstances, mostInstances, finalInstances, scaledOut, scaledIn } = scaling;
  const { target, peakConnectionsEach, neededInstances } = scaling;
  const sizes = `${formatCount(fewestInstances)} to ${counted(mostInstances, 'instance')}, ${formatCount(finalInstances)} at the end`;
  const actions = `${counted(scaledOut, 'time')} out, ${counted(scaledIn, 'time')} in`;
  const load = `up to ${formatCount(peakConnectionsEach)} connections each, target ${formatCount(target)}`;
  const beyond = mostInstances - neededInstances;
  const overshoot =
    beyond > 0 ? `${formatCount(beyond)} more than the peak needs` : 'no more than the peak needs';
  return `${sizes}; ${actions}; ${load}; ${overshoot}`;
}
