import { demandOf } from '../../analysis/limits/demand.ts';
import { type AddressesRow, addressesTable } from '../../analysis/rare/addresses-table.ts';
import { poolDemandOf } from '../../analysis/rare/pool-demand.ts';
import type { RareEstimate } from '../../analysis/rare/rare-estimate.ts';
import { counted, formatCount } from '../../analysis/wording/format-quantity.ts';
import { ENGINE_VERSION } from '../../network/engine-version.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { parseCommand } from '../arguments.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { jsonDocument } from '../json-document.ts';
import { formatTable } from '../print-table.ts';
import { readScenario } from '../read-scenario.ts';
import { UsageError } from '../usage-error.ts';

const ACCEPTED = 'accepted: a number between 0 and 1, such as 1e-6';

/** `addresses FILE [--blocking P] [--hop NAME] [--json]`: source addresses needed under every scope and selection. */
export function addresses(argv: readonly string[], io: Io): number {
  const { file, values } = parseCommand(argv, {
    json: { type: 'boolean' },
    blocking: { type: 'string' },
    hop: { type: 'string' },
  });
  const { scenario } = readScenario(file, io);
  const target = targetOf(scenario, values.blocking);
  const hop = hopOf(scenario, values.hop);
  const demand = demandOf(scenario);
  const asked = poolDemandOf(scenario, hop, demand);
  if (asked === null) throw new UsageError('no hop of the scenario has source addresses of its own');
  const { seed } = scenario;
  const rows = addressesTable(asked, target, { seed });
  const { name } = scenario.path[hop]!;
  if (values.json === true)
    io.out(
      jsonDocument({
        scenario: scenario.name,
        engineVersion: ENGINE_VERSION,
        seed,
        hop: name,
        target,
        openErl: asked.openErl,
        holdLifetimes: asked.holdLifetimes,
        choose: asked.source.choose,
        rows,
      }),
    );
  else
    io.out(
      `Source addresses ${asked.instances > 1 ? `of each of ${formatCount(asked.instances)} instances ` : ''}at ${name} for ` +
        `${counted(asked.openErl, 'connection')}, Poisson arrivals, ${asked.source.choose}, blocking at most ${target}\n\n` +
        addressesText(rows),
    );
  return EXIT_OK;
}

function addressesText(rows: readonly AddressesRow[]): string {
  return formatTable(
    [
      { title: 'scope', align: 'left' },
      { title: 'selection', align: 'left' },
      { title: 'addresses', align: 'right' },
      { title: 'blocking', align: 'right' },
      { title: '95 % interval', align: 'left' },
      { title: 'with one fewer', align: 'right' },
      { title: 'a space carries', align: 'right' },
      { title: 'by', align: 'left' },
    ],
    rows.map((row) => [
      row.scope,
      row.selection === 'netfilter' && !row.takeOver ? 'netfilter, probing alone' : row.selection,
      row.addresses === null ? 'none' : `${formatCount(row.addresses)}${row.isCertain ? '' : ' ?'}`,
      row.blocking === null ? '' : probability(row.blocking.probability),
      intervalText(row.blocking),
      row.oneFewer === null ? '' : probability(row.oneFewer.probability),
      formatCount(Math.floor(row.openPerSpace)),
      row.obstacle ?? row.blocking?.method ?? '',
    ]),
  );
}

function intervalText(blocking: RareEstimate | null): string {
  if (blocking === null || blocking.runs === 0) return '';
  return `${probability(blocking.low)} .. ${probability(blocking.high)}, ${counted(blocking.runs, 'run')}`;
}

/** Below what anybody can tell from never, the exponent of an exact law is no information. */
function probability(value: number): string {
  return value < 1e-30 ? '0' : value.toExponential(1);
}

function targetOf({ targets }: Scenario, given: string | undefined): number {
  if (given === undefined) {
    if (targets.blocking === null || targets.blocking === 0)
      throw new UsageError(`the scenario has no targets.blocking above 0; give --blocking (${ACCEPTED})`);
    return targets.blocking;
  }
  const value = given.trim() === '' ? Number.NaN : Number(given);
  if (!(value > 0 && value < 1)) throw new UsageError(`--blocking ${JSON.stringify(given)} (${ACCEPTED})`);
  return value;
}

function hopOf({ path }: Scenario, given: string | undefined): number {
  const withPool = path.filter(({ source }) => source !== null).map(({ name }) => name);
  if (withPool.length === 0)
    throw new UsageError('no hop of the scenario has source addresses of its own (mode "snat" or "proxy")');
  if (given === undefined) return path.findIndex(({ name }) => name === withPool[0]);
  if (!withPool.includes(given))
    throw new UsageError(`--hop ${JSON.stringify(given)} (accepted: ${withPool.join(', ')})`);
  return path.findIndex(({ name }) => name === given);
}
