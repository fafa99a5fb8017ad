import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../../test/support/build-scenario.ts';
import type { ClientFile, HopFile } from '../../scenario/file-format.ts';
import { runToEnd } from '../runs/run.ts';
import { answerFromRun } from './answer.ts';

const answer = (hop: HopFile, session: NonNullable<ClientFile['session']>) => {
  const scenario = buildScenario({
    duration: '5m',
    clients: [
      {
        count: 100,
        arrivals: { pattern: 'population', rampUp: 0 },
        session: { lifetime: { distribution: 'deterministic', value: '1h' }, ...session },
        reconnect: { policy: 'fixed', base: '1s' },
      },
    ],
    path: [hop],
    backends: { count: 2 },
  });
  const { verdict, sentence, detail } = answerFromRun(scenario, runToEnd(scenario).summary);
  return { verdict, sentence, detail };
};

describe('an answer where connections end of silence', () => {
  const proxy: HopFile = { name: 'edge', mode: 'proxy', limits: { idleTimeout: '60s' } };
  const nat: HopFile = { name: 'nat', preset: 'aws-nat-gateway', flowTable: { established: '60s' } };

  it('names the place, its timeout and what keeps them', () => {
    const cut = answer(proxy, { heartbeat: '90s' });
    expect(cut.verdict).toBe('no');
    expect(cut.sentence).toMatch(
      /^No\. The edge cuts connections after 1 m of silence, which ends \d+ % of them\.$/,
    );
    expect(cut.detail).toMatch(/^A heartbeat well below 1 m keeps them\./);
    expect(answer(nat, { heartbeat: '90s' }).sentence).toMatch(/^No\. The nat forgets connections after 1 m/);
    // Nobody ever learns of it.
    expect(answer(nat, {}).sentence).toMatch(/which ends 100 % of them/);
  });

  it('says how often the heartbeat is too late where that is a matter of chance', () => {
    const raced = answer(proxy, { heartbeat: '60s', heartbeatJitter: '1s' });
    expect(raced.verdict).toBe('no');
    expect(raced.sentence).toMatch(/of them: the heartbeat is too late in 50 % of its intervals\.$/);
    expect(answer(proxy, { heartbeat: '59s', heartbeatJitter: '1s' }).verdict).toBe('yes');
  });

  it('says nothing of it where heartbeats come in time, or where forgotten flows go on', () => {
    expect(answer(proxy, { heartbeat: '30s' }).verdict).toBe('yes');
    const firewall: HopFile = { name: 'firewall', mode: 'router', flowTable: { established: '60s' } };
    expect(answer(firewall, { heartbeat: '90s' }).verdict).toBe('yes');
  });
});
