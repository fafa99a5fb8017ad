import { isHop } from '../../network/results/station-key.ts';
import { changesBetween } from '../../scenario/field-change.ts';
import type { ScenarioFile } from '../../scenario/file-format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type Strategy, strategyOf, withStrategy } from '../../scenario/strategies.ts';
import { fileSwitch } from '../levers/lever-parts.ts';
import { leversOn } from './levers.ts';
import type { Approach } from './make-plan.ts';
import type { Shortfall } from './shortfall.ts';

/** How plans name the strategies. */
const STRATEGY_WORDS: Readonly<Record<Strategy, string>> = {
  snat: 'SNAT',
  'snat-pool': 'SNAT pool',
  dnat: 'no SNAT (dnat)',
  dsr: 'direct server return',
  proxy: 'a full proxy',
  direct: 'no balancer (direct)',
};
/** What the present strategy can be exchanged for: another pool of SNAT addresses is no other strategy. */
const ALTERNATIVES = ['dnat', 'dsr', 'proxy', 'direct'] as const satisfies readonly Strategy[];

/** The lever of an approach that begins with a strategy. */
const STRATEGY_LEVER = 'strategy';

/** The ways to try: one for each lever on the limit that binds first, and one for each other strategy. */
export function approachesTo(shortfall: Shortfall, file: ScenarioFile, scenario: Scenario): Approach[] {
  const byLever = leversOn(shortfall, file, scenario).map(
    ({ id, title }): Approach => ({
      id,
      title,
      first: null,
      lead: id,
    }),
  );
  return [...byLever, ...strategyApproaches(shortfall, file, scenario)];
}

function strategyApproaches(
  { text, station }: Shortfall,
  file: ScenarioFile,
  scenario: Scenario,
): Approach[] {
  const now = strategyOf(file);
  const isGateway = scenario.path.some(({ gateway }) => gateway);
  // Nobody dials a gateway, so nothing balances in its place; what backends or clients lack no strategy gives them.
  if (now === null || now === 'direct' || isGateway || !isHop(station)) return [];
  return ALTERNATIVES.filter((strategy) => strategy !== now).map((strategy) => {
    const fields = changesBetween(file, withStrategy(file, strategy));
    const lever = fileSwitch({
      kind: 'strategy',
      id: STRATEGY_LEVER,
      what: 'strategy',
      title: `Change to ${STRATEGY_WORDS[strategy]}`,
      from: STRATEGY_WORDS[now],
      to: STRATEGY_WORDS[strategy],
      write: (value) => (value === 0 ? [] : fields),
    });
    return {
      id: `${STRATEGY_LEVER}:${strategy}`,
      title: lever.title,
      first: { lever, value: 1, lifts: text },
      lead: null,
    };
  });
}
