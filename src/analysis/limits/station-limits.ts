import { flowHoldSec } from '../../network/connections/hold-times.ts';
import type { ResourceId } from '../../network/results/run-result.ts';
import { connectionLimits } from '../../network/stations/connection-limits.ts';
import { counted, formatBytes, formatCount, formatNumber, formatShare } from '../wording/format-quantity.ts';
import { wholeWithin } from '../wording/whole-units.ts';
import type { Demand } from './demand.ts';
import { holdingOf } from './hold-share.ts';
import { type LimitRow, limitRow, type RowPlace } from './limit-row.ts';
import { choiceOfInstance, lossSystem } from './loss-system.ts';
import type { Stage } from './stage-spread.ts';

/** Limits on the open connections of each instance: configured maximum, descriptors, memory. */
export function connectionRows(stage: Stage, demand: Demand): LimitRow[] {
  return connectionLimits(stage.limits, stage.descriptorsPerConnection).map((limit) => {
    const { resource, capacityUnits, unitsPerConnection, connections } = limit;
    return limitRow(placeOf(stage), resource, {
      capacityConnections: connections * stage.evenInstances,
      demandConnections: demand.connections,
      // Descriptors refuse nobody: connections wait in the backlog for one.
      ...(resource === 'file-descriptors'
        ? {}
        : {
            loss: lossSystem(connections * stage.evenInstances, demand.connections, [
              choiceOfInstance(stage),
            ]),
          }),
      arithmetic: totalText(
        stage,
        connections,
        ' connections',
        divisionText(resource, capacityUnits, unitsPerConnection),
      ),
    });
  });
}

/** Flow table entries: of open connections and of closed ones that wait for their timer. */
export function flowTableRows(stage: Stage, demand: Demand): LimitRow[] {
  const { flowTable } = stage;
  if (flowTable === null || flowTable.maxEntries === Infinity) return [];
  const holding = holdingOf(demand, ({ clients }) => flowHoldSec(flowTable, clients.session.close));
  const entries = flowTable.maxEntries * stage.evenInstances;
  return [
    limitRow(placeOf(stage), 'flow-table', {
      capacityConnections: entries / holding.unitsPerConnection,
      demandConnections: demand.connections,
      loss: lossSystem(entries, demand.connections * holding.unitsPerConnection, [choiceOfInstance(stage)]),
      arithmetic: totalText(stage, flowTable.maxEntries, ' entries') + holding.clause(entries),
    }),
  ];
}

/**
 * What one instance offers and what all make together: "10 instances x 4,096 = 40,960 connections". Where weights
 * load the instances unevenly the fullest one decides.
 * @param why how the amount of one instance came about; empty where it is a setting
 */
export function totalText(stage: Stage, amountEach: number, unit: string, why = ''): string {
  const each = unit.startsWith('/') ? formatNumber(amountEach) + unit : formatNumber(amountEach);
  const amount = amountEach * stage.evenInstances;
  const total = `${formatNumber(amount < 100 ? amount : wholeWithin(amount))}${unit}`;
  if (stage.usedInstances === 1) return why === '' ? total : `${why} = ${total}`;
  const parts = why === '' ? each : `${each} (${why})`;
  return stage.evenInstances === stage.usedInstances
    ? `${counted(stage.usedInstances, 'instance')} x ${parts} = ${total}`
    : `${parts} on the fullest of ${formatCount(stage.usedInstances)}, which takes ${formatShare(1 / stage.evenInstances)} of all: ${total}`;
}

function divisionText(resource: ResourceId, capacity: number, each: number): string {
  if (resource === 'memory') return `${formatBytes(capacity)} / ${formatBytes(each)} a connection`;
  return each > 1 ? `${formatCount(capacity)} descriptors / ${each} a connection` : '';
}

function placeOf(stage: Stage): RowPlace {
  return { station: stage.key, stationName: stage.name };
}
