/** How many SNAT addresses the targets take under each rule by which ports are leased. */
import type { ResourceId } from '../../network/results/run-result.ts';
import { setField } from '../../scenario/edit.ts';
import {
  MAX_ADDRESSES,
  PORT_SELECTIONS,
  type ScenarioFile,
  TUPLE_SCOPES,
} from '../../scenario/file-format.ts';
import { parseScenarioValue } from '../../scenario/parse.ts';
import type { PortSelection, TupleScope } from '../../scenario/scenario.ts';
import { toScenarioFile } from '../../scenario/write.ts';
import { smallestValue } from '../levers/smallest-value.ts';
import { shortfallsOf } from './shortfalls.ts';
import { validScenario } from './valid-scenario.ts';

const PORT_RESOURCES: ReadonlySet<string> = new Set<ResourceId>([
  'snat-ports',
  'source-ports',
  'port-blocks',
]);

export interface AddressesNeeded {
  readonly scope: TupleScope;
  readonly selection: PortSelection;
  /** Addresses of each instance; null where no number of them meets the targets. */
  readonly addresses: number | null;
}

/**
 * The first hop that leases source ports with every scope and selection, and the fewest addresses with which that hop's
 * ports are not what misses a target. What only one selection has (keeping the sender's port, taking over held ones) is
 * left out of the comparison, so that the selections differ in their search alone.
 * @returns null where no hop leases ports
 * @throws RangeError when the file is not valid
 */
export function sourceAddressesNeeded(file: ScenarioFile): AddressesNeeded[] | null {
  const scenario = validScenario(file);
  const hop = scenario.path.findIndex(({ source }) => source !== null);
  if (hop < 0) return null;
  // With the values of presets and without their names, whose caps would hide how many it takes.
  const plain = toScenarioFile(scenario);
  return TUPLE_SCOPES.flatMap((scope) =>
    PORT_SELECTIONS.map((selection) => ({
      scope,
      selection,
      addresses: fewestAddresses(withRule(plain, hop, scope, selection), hop),
    })),
  );
}

function withRule(
  file: ScenarioFile,
  hop: number,
  scope: TupleScope,
  selection: PortSelection,
): ScenarioFile {
  const at = `path.${hop}.snat`;
  const changes: [string, unknown][] = [
    [`${at}.scope`, scope],
    [`${at}.selection`, selection],
    [`${at}.takeOver`, selection === 'netfilter' ? false : undefined],
    [`${at}.preservePort`, undefined],
    ...(scope === 'client-block'
      ? []
      : ['blockSize', 'blockReuse', 'maxPortsPerClient'].map((name): [string, unknown] => [
          `${at}.${name}`,
          undefined,
        ])),
  ];
  return changes.reduce((changed, [path, value]) => setField(changed, path, value), file);
}

function fewestAddresses(file: ScenarioFile, hop: number): number | null {
  const shortfallAt = (addresses: number): number => {
    const outcome = parseScenarioValue(setField(file, `path.${hop}.snat.addresses`, addresses));
    if (!outcome.ok) return Infinity;
    const short = shortfallsOf(outcome.scenario).filter(
      ({ station, resource }) => station === `path.${hop}` && PORT_RESOURCES.has(resource),
    );
    return Math.max(0, ...short.map(({ factor }) => factor));
  };
  const guess = Math.ceil(Math.max(1, Math.min(MAX_ADDRESSES, shortfallAt(1))));
  const shareAt = (addresses: number): number => {
    const factor = shortfallAt(addresses);
    return factor === 0 ? Infinity : 1 / factor;
  };
  return smallestValue({ from: 0, most: MAX_ADDRESSES, guess, shareAt });
}
