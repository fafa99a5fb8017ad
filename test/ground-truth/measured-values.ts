/** The measured values, as copied into `measured/`: each file says on which system they were taken. */
import connect from './measured/a-connect.json' with { type: 'json' };
import timeWait from './measured/b-time-wait.json' with { type: 'json' };
import snat from './measured/c-snat.json' with { type: 'json' };
import pools from './measured/d-pools.json' with { type: 'json' };
import conntrack from './measured/e-conntrack.json' with { type: 'json' };
import scale from './measured/f-g-j-scale.json' with { type: 'json' };
import proxies from './measured/h-proxies.json' with { type: 'json' };
import listener from './measured/i-listener.json' with { type: 'json' };
import idle from './measured/k-idle.json' with { type: 'json' };
import poisson from './measured/l-poisson.json' with { type: 'json' };
import storms from './measured/m-storms.json' with { type: 'json' };
import balance from './measured/n-balance.json' with { type: 'json' };

interface MeasuredCase {
  readonly what: string;
  /** The rule set, the configuration or the command, in short. */
  readonly setup: string;
  readonly values: Readonly<Record<string, readonly number[]>>;
}

const files = [
  connect,
  timeWait,
  snat,
  pools,
  conntrack,
  scale,
  proxies,
  listener,
  idle,
  poisson,
  storms,
  balance,
];

export const MEASURED: ReadonlyMap<string, MeasuredCase> = new Map(
  files.flatMap(({ cases }) => Object.entries(cases as Record<string, MeasuredCase>)),
);

/** Identities of the measured cases that begin with one of the prefixes, in the order of the files. */
export function measuredIds(...prefixes: readonly string[]): string[] {
  return [...MEASURED.keys()].filter((id) => prefixes.some((prefix) => id.startsWith(prefix)));
}

/** @throws Error when there is no such case. */
export function measuredCase(id: string): MeasuredCase {
  const found = MEASURED.get(id);
  if (found === undefined) throw new Error(`no measured case "${id}" in test/ground-truth/measured`);
  return found;
}

/**
 * The values of every run of a case.
 * @throws Error when the case has no such values.
 */
export function measuredValues(id: string, quantity: string): readonly number[] {
  const { values } = measuredCase(id);
  const found = values[quantity];
  if (found === undefined)
    throw new Error(
      `measured case "${id}" has no "${quantity}"; it has ${Object.keys(values)
        .map((name) => `"${name}"`)
        .join(', ')}`,
    );
  return found;
}
