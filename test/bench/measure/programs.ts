/** Contestants that are not JavaScript: compiled or found on the machine, and left out with a note where they are not. */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Outcome, Workload } from '../workload.ts';

const CACHE = fileURLToPath(new URL('../../../.cache/bench/', import.meta.url));
const source = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const run = promisify(execFile);

export interface Program {
  readonly file: string;
  readonly args: readonly string[];
}

/** A program, or why there is none. */
export type Found = { readonly program: Program } | { readonly missing: string };

export interface ProgramResult {
  readonly tookMs: number;
  readonly outcome: Outcome;
}

/** The first line of a command's version, or null where there is no such command. */
export function versionOf(command: string): string | null {
  const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
  return status === 0 ? (stdout.split('\n')[0] ?? '').trim() : null;
}

export function buildReference(): Found {
  return build('reference/port-loss.cpp', 'port-loss', ['-std=c++20'], []);
}

/** @param scheduler the event set, by its name in ns-3; of the four of ns-3.37 this one is the fastest here. */
export function buildNs3(scheduler = 'ns3::PriorityQueueScheduler'): Found {
  const found = build('peers/ns3-port-loss.cpp', 'ns3-port-loss', ['-std=c++17'], ['-lns3-core']);
  if ('missing' in found) return { missing: `${found.missing}; Debian's libns3-dev has ns-3` };
  return { program: { ...found.program, args: [scheduler] } };
}

export function findSimpy(style: 'processes' | 'callbacks'): Found {
  const python = ['python3', '/usr/bin/python3'].find(
    (each) => spawnSync(each, ['-c', 'import simpy']).status === 0,
  );
  if (python === undefined) return { missing: 'no Python with simpy; Debian calls it python3-simpy3' };
  return { program: { file: python, args: [source('peers/simpy-port-loss.py'), style] } };
}

/** Runs port-loss in a program; it times itself, without its start. */
export async function runProgram(
  { file, args }: Program,
  { clients, addresses, seconds, seed, selection }: Workload,
  more: readonly string[] = [],
): Promise<ProgramResult> {
  const size = { clients, addresses, seconds, seed };
  const options = Object.entries(size).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const linear = selection === 'linear' ? ['--selection', 'linear'] : [];
  const { stdout } = await run(file, [...args, ...options, ...linear, ...more]);
  const { cpuSec, events, arrivals, blocked, meanConcurrent, meanHeld } = JSON.parse(stdout) as Outcome & {
    readonly cpuSec: number;
  };
  return { tookMs: cpuSec * 1000, outcome: { events, arrivals, blocked, meanConcurrent, meanHeld } };
}

/** Compiles what has changed. The program takes its name when it is whole, since others may be running the old one. */
function build(path: string, name: string, flags: readonly string[], libraries: readonly string[]): Found {
  const file = `${CACHE}${name}`;
  if (existsSync(file) && statSync(file).mtimeMs > statSync(source(path)).mtimeMs)
    return { program: { file, args: [] } };
  if (versionOf('g++') === null) return { missing: 'no g++' };
  mkdirSync(CACHE, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  try {
    execFileSync('g++', ['-O3', '-march=native', ...flags, '-o', unfinished, source(path), ...libraries], {
      stdio: 'pipe',
    });
    renameSync(unfinished, file);
  } catch {
    return { missing: `${path} does not compile here` };
  }
  return { program: { file, args: [] } };
}
