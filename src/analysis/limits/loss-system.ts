/** Which loss system a limit is: how many groups of servers that cannot help each other out, and how connections come to them. */
import type { Balance } from '../../scenario/scenario.ts';
import { isSourceHash } from '../../scenario/source-hash.ts';
import type { LossSystem } from './limit-row.ts';
import type { Stage } from './stage-spread.ts';

/** One choice on the way to a server: among so many equal parts. */
export interface Choice {
  readonly parts: number;
  readonly rule: 'pooled' | 'drawn' | 'in turn' | 'hash';
  /** Source addresses that a hash goes by. */
  readonly sources: number;
}

/** What the balance rule makes of the parts that it picks from: one that knows the load fills all of them before any refuses. */
export function choiceOf(balance: Balance, parts: number, sources: number): Choice {
  if (isSourceHash(balance)) return { parts, rule: 'hash', sources };
  switch (balance) {
    case 'least-connections':
      return { parts, rule: 'pooled', sources };
    case 'round-robin':
      return { parts, rule: 'in turn', sources };
    default:
      return { parts, rule: 'drawn', sources };
  }
}

export function choiceOfInstance(stage: Stage): Choice {
  return choiceOf(stage.pickedBy, stage.evenInstances, stage.pickersSources);
}

/**
 * @param servers of all parts together
 * @param offeredErl to all of them
 * @param probedPorts as in `LossSystem`, of one part; a search that goes on in another part is none
 */
export function lossSystem(
  servers: number,
  offeredErl: number,
  choices: readonly Choice[],
  probedPorts: number | null = null,
): LossSystem {
  const real = choices.filter(({ parts }) => parts > 1);
  const apart = real.filter(({ rule }) => rule !== 'pooled');
  const hashed = apart.filter(({ rule }) => rule === 'hash');
  const groups = Math.max(1, Math.round(product(apart)));
  return {
    groups,
    serversEach: Math.floor((servers / groups) * (1 + 1e-12)),
    offeredEachErl: offeredErl / groups,
    split: apart.length === 0 ? 'none' : apart.some(({ rule }) => rule === 'in turn') ? 'in turn' : 'drawn',
    hash:
      hashed.length === 0
        ? null
        : {
            sources: Math.round(Math.min(...hashed.map(({ sources }) => sources))),
            bins: Math.max(1, Math.round(product(hashed))),
          },
    probedPorts: apart.length === real.length ? probedPorts : null,
  };
}

function product(choices: readonly Choice[]): number {
  return choices.reduce((all, { parts }) => all * parts, 1);
}
