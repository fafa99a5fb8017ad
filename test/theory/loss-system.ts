/** Scenarios whose behaviour has a closed form, built through the public file format. */
import type { ClientFile, HopFile, LifetimeFile } from '../../src/scenario/file-format.ts';
import { parseScenarioValue } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

export interface OpenScenario {
  readonly ratePerSec: number;
  readonly lifetime: LifetimeFile;
  readonly durationSec: number;
  readonly sampleEverySec: number;
  readonly closes?: 'client' | 'server';
  readonly hop?: HopFile;
  readonly maxConnections?: number;
  /** At which age the servers close a connection. */
  readonly maxAge?: { readonly sec: number; readonly spread: number };
}

/** Poisson arrivals of clients that never come back, on a path where only what is given here can refuse them. */
export function openScenario(given: OpenScenario): Scenario {
  return scenarioOf(
    {
      addresses: 1000,
      arrivals: { pattern: 'poisson', rate: given.ratePerSec },
      session: { lifetime: given.lifetime, closes: given.closes ?? 'client' },
      reconnect: { policy: 'none' },
      // A refused call is lost: its attempt ends before its SYN would be sent again.
      connectTimeout: '1ms',
    },
    given,
  );
}

export function scenarioOf(
  clients: ClientFile,
  given: Omit<OpenScenario, 'ratePerSec' | 'lifetime'>,
): Scenario {
  const outcome = parseScenarioValue({
    fivetuple: 1,
    duration: given.durationSec,
    sampleEvery: given.sampleEverySec,
    clients: [clients],
    path: given.hop === undefined ? 'direct' : [given.hop],
    backends: {
      count: 1,
      fileDescriptors: 'unlimited',
      maxConnections: given.maxConnections ?? 'unlimited',
      maxAge: given.maxAge?.sec ?? 'none',
      maxAgeSpread: given.maxAge?.spread ?? 0,
    },
  });
  if (!outcome.ok)
    throw new Error(outcome.errors.map(({ path, message }) => `${path}: ${message}`).join('; '));
  return outcome.scenario;
}

/** A balancer with one source address of so many ports, one space for all destinations. */
export function snatHop(
  ports: number,
  holdSec: number,
  selection: 'sequential' | 'linux-connect' | 'random',
): HopFile {
  return {
    mode: 'snat',
    snat: {
      addresses: 1,
      ports: `${65_536 - ports}-65535`,
      scope: 'source',
      selection,
      hold: holdSec,
    },
    flowTable: { max: 'unlimited' },
  };
}
