import { cpus } from 'node:os';
import process from 'node:process';
import { versionOf } from '../measure/programs.ts';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly compiler: string | null;
  readonly browser: string | null;
  readonly date: string;
}

export function thisMachine(browser: string | null = null): Machine {
  const all = cpus();
  return {
    cpu: (all[0]?.model ?? 'unknown CPU').trim(),
    cores: all.length,
    node: process.version,
    compiler: versionOf('g++'),
    browser,
    date: new Date().toISOString().slice(0, 10),
  };
}

export function machineLine({ cpu, cores, node, compiler, browser, date }: Machine): string {
  const parts = [`${cpu}, ${cores} cores`, `Node ${node}`, browser, compiler, date];
  return parts.filter((part) => part !== null).join('; ');
}
