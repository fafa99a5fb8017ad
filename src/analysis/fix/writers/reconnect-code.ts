/** A reconnect policy as the code of a client. The delays are those of the model: docs/model.md, "Arrivals and reconnects". */
import type { Reconnect, ReconnectPolicy } from '../../../scenario/scenario.ts';
import { formatDuration } from '../../wording/format-quantity.ts';
import type { SnippetText } from '../snippet.ts';
import { lines } from './writer.ts';

const SOURCE = 'AWS Architecture Blog, "Exponential Backoff And Jitter"';

const CAVEATS = [
  'Clients take it with their next version: an old one keeps its policy.',
  'An open resets the count of failures: where servers accept and close at once, count a connection as good when it has carried something.',
];

/** "full jitter: U(0, min(5 m, 1 s x 2^failures))". */
export function policyText({ policy, baseSec, capSec }: Reconnect): string {
  const base = formatDuration(baseSec);
  const ceiling = `min(${formatDuration(capSec)}, ${base} x 2^failures)`;
  const texts: Readonly<Record<ReconnectPolicy, string>> = {
    none: 'never',
    immediate: 'at once',
    fixed: `after ${base}`,
    exponential: ceiling,
    'full-jitter': `full jitter, U(0, ${ceiling})`,
    'equal-jitter': `equal jitter, half of ${ceiling} and U(0, half)`,
    'decorrelated-jitter': `decorrelated jitter, min(${formatDuration(capSec)}, U(${base}, 3 x the last delay))`,
    window: `a window, U(0, ${base})`,
  };
  return texts[policy];
}

/** The delay in each language; `uniform(a, b)` is drawn anew each time. */
interface Expressions {
  readonly base: string;
  readonly ceiling: string;
  readonly last: string;
  readonly cap: string;
  readonly zero: string;
  readonly min: string;
  readonly uniform: (from: string, to: string) => string;
  /** Three times, half of: a duration with a number, in the language's types. */
  readonly times: (factor: string, of: string) => string;
}

function delayExpression(policy: ReconnectPolicy, words: Expressions): string {
  const { base, cap, ceiling, last, zero, min, uniform, times } = words;
  switch (policy) {
    case 'none':
    case 'immediate':
      return zero;
    case 'fixed':
      return base;
    case 'exponential':
      return ceiling;
    case 'full-jitter':
      return uniform(zero, ceiling);
    case 'equal-jitter':
      return uniform(times('half', ceiling), ceiling);
    case 'decorrelated-jitter':
      return `${min}(${cap}, ${uniform(base, times('three', last))})`;
    case 'window':
      return uniform(zero, base);
  }
}

const milliseconds = (sec: number): string => `${Math.max(0, Math.round(sec * 1000))}`;

export function javascriptReconnect(reconnect: Reconnect): SnippetText {
  const { policy, baseSec, capSec, maxAttempts } = reconnect;
  const delay = delayExpression(policy, {
    base: 'BASE_MS',
    cap: 'CAP_MS',
    ceiling: 'Math.min(CAP_MS, BASE_MS * 2 ** failures)',
    last: 'lastMs',
    zero: '0',
    min: 'Math.min',
    uniform: (from, to) => `uniform(${from}, ${to})`,
    times: (factor, of) => (factor === 'half' ? `${of} / 2` : `3 * ${of}`),
  });
  return {
    title: `Reconnect: ${policyText(reconnect)}`,
    syntax: 'javascript',
    language: 'js',
    code: lines(
      `const BASE_MS = ${milliseconds(baseSec)};`,
      ...(delay.includes('CAP_MS') ? [`const CAP_MS = ${milliseconds(capSec)};`] : []),
      ...(maxAttempts === Infinity ? [] : [`const MOST_ATTEMPTS = ${maxAttempts};`]),
      ...(delay.includes('uniform(')
        ? ['', 'const uniform = (from, to) => from + Math.random() * (to - from);']
        : []),
      '',
      '/** Time until the next attempt, after so many failed ones in a row; lastMs is the delay before. */',
      'export function reconnectDelayMs(failures, lastMs = BASE_MS) {',
      `  return ${delay};`,
      '}',
      '',
      '/** Keeps a WebSocket open; onOpen gets every new one. */',
      'export function keepConnected(url, onOpen) {',
      '  let failures = 0;',
      '  let lastMs = BASE_MS;',
      '  const connect = () => {',
      '    let opened = false;',
      '    const socket = new WebSocket(url);',
      "    socket.addEventListener('open', () => {",
      '      opened = true;',
      '      failures = 0;',
      '      lastMs = BASE_MS;',
      '      onOpen(socket);',
      '    });',
      "    socket.addEventListener('close', () => {",
      ...(policy === 'none'
        ? ['      // No reconnect: the user has to come back.']
        : [
            '      if (!opened) failures += 1;',
            ...(maxAttempts === Infinity ? [] : ['      if (failures >= MOST_ATTEMPTS) return;']),
            '      lastMs = reconnectDelayMs(failures, lastMs);',
            '      setTimeout(connect, lastMs);',
          ]),
      '    });',
      '  };',
      '  connect();',
      '}',
    ),
    whereItGoes: 'reconnect.js, in the client',
    caveats: CAVEATS,
    source: SOURCE,
  };
}

export function pythonReconnect(reconnect: Reconnect): SnippetText {
  const { policy, baseSec, capSec, maxAttempts } = reconnect;
  const delay = delayExpression(policy, {
    base: 'BASE_SEC',
    cap: 'CAP_SEC',
    ceiling: 'min(CAP_SEC, BASE_SEC * 2 ** min(failures, 32))',
    last: 'last_sec',
    zero: '0',
    min: 'min',
    uniform: (from, to) => `random.uniform(${from}, ${to})`,
    times: (factor, of) => (factor === 'half' ? `${of} / 2` : `3 * ${of}`),
  });
  return {
    title: `Reconnect: ${policyText(reconnect)}`,
    syntax: 'python',
    language: 'python',
    code: lines(
      'import asyncio',
      ...(delay.includes('random.') ? ['import random'] : []),
      '',
      `BASE_SEC = ${baseSec}`,
      ...(delay.includes('CAP_SEC') ? [`CAP_SEC = ${capSec}`] : []),
      ...(maxAttempts === Infinity ? [] : [`MOST_ATTEMPTS = ${maxAttempts}`]),
      '',
      '',
      'def reconnect_delay_sec(failures, last_sec=BASE_SEC):',
      '    """Time until the next attempt, after so many failed ones in a row."""',
      `    return ${delay}`,
      '',
      '',
      'async def keep_connected(connect, serve):',
      '    """connect() gives a connection or raises OSError; serve(connection) returns when it ends."""',
      '    failures = 0',
      '    last_sec = BASE_SEC',
      `    while ${maxAttempts === Infinity ? 'True' : 'failures < MOST_ATTEMPTS'}:`,
      '        opened = False',
      '        try:',
      '            connection = await connect()',
      '            opened = True',
      '            failures = 0',
      '            last_sec = BASE_SEC',
      '            await serve(connection)',
      '        except OSError:',
      '            pass',
      ...(policy === 'none'
        ? ['        return  # no reconnect: the user has to come back']
        : [
            '        if not opened:',
            '            failures += 1',
            '        last_sec = reconnect_delay_sec(failures, last_sec)',
            '        await asyncio.sleep(last_sec)',
          ]),
    ),
    whereItGoes: 'reconnect.py, in the client',
    caveats: CAVEATS,
    source: SOURCE,
  };
}

export function goReconnect(reconnect: Reconnect): SnippetText {
  const { policy, baseSec, capSec, maxAttempts } = reconnect;
  const delay = delayExpression(policy, {
    base: 'baseDelay',
    cap: 'capDelay',
    ceiling: 'ceiling(failures)',
    last: 'last',
    zero: '0',
    min: 'min',
    uniform: (from, to) => `uniform(${from}, ${to})`,
    times: (factor, of) => (factor === 'half' ? `${of}/2` : `3*${of}`),
  });
  const draws = delay.includes('uniform(');
  const doubles = delay.includes('ceiling(');
  return {
    title: `Reconnect: ${policyText(reconnect)}`,
    syntax: 'go',
    language: 'go',
    code: lines(
      'package reconnect',
      '',
      'import (',
      '\t"context"',
      ...(draws ? ['\t"math/rand/v2"'] : []),
      '\t"time"',
      ')',
      '',
      ...goConstants(baseSec, capSec, maxAttempts),
      ...(draws
        ? [
            '',
            'func uniform(from, to time.Duration) time.Duration {',
            '\treturn from + time.Duration(rand.Int64N(int64(max(1, to-from))))',
            '}',
          ]
        : []),
      ...(doubles
        ? [
            '',
            'func ceiling(failures int) time.Duration {',
            '\treturn min(capDelay, baseDelay<<min(failures, 20))',
            '}',
          ]
        : []),
      '',
      '// Delay is the time until the next attempt, after so many failed ones in a row.',
      'func Delay(failures int, last time.Duration) time.Duration {',
      `\treturn ${delay}`,
      '}',
      '',
      '// KeepConnected calls connect, which returns when the connection ends, and says whether it was open.',
      'func KeepConnected(ctx context.Context, connect func(context.Context) (opened bool)) {',
      '\tfailures, last := 0, baseDelay',
      `\tfor ctx.Err() == nil${maxAttempts === Infinity ? '' : ' && failures < mostAttempts'} {`,
      '\t\tif connect(ctx) {',
      '\t\t\tfailures, last = 0, baseDelay',
      '\t\t} else {',
      '\t\t\tfailures++',
      '\t\t}',
      ...(policy === 'none' ? [] : ['\t\tlast = Delay(failures, last)']),
      ...(policy === 'none'
        ? ['\t\treturn // no reconnect: the user has to come back']
        : ['\t\tselect {', '\t\tcase <-ctx.Done():', '\t\tcase <-time.After(last):', '\t\t}']),
      '\t}',
      '}',
    ),
    whereItGoes: 'reconnect.go, in the client (Go 1.22 and later)',
    caveats: CAVEATS,
    source: SOURCE,
  };
}

function goConstants(baseSec: number, capSec: number, maxAttempts: number): string[] {
  const names: [string, string][] = [
    ['baseDelay', `${milliseconds(baseSec)} * time.Millisecond`],
    ['capDelay', `${milliseconds(capSec)} * time.Millisecond`],
  ];
  if (maxAttempts !== Infinity) names.push(['mostAttempts', `${maxAttempts}`]);
  const width = Math.max(...names.map(([name]) => name.length));
  return ['const (', ...names.map(([name, value]) => `\t${name.padEnd(width)} = ${value}`), ')'];
}
