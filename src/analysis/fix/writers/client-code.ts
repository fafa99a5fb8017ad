/** What a program sets itself: reconnects, heartbeats, the age of connections, how a port is bound. */
import type { FixPlace } from '../fix-place.ts';
import type { SnippetText } from '../snippet.ts';
import { goReconnect, javascriptReconnect, pythonReconnect } from './reconnect-code.ts';
import { lines, type Writers, wholeMilliseconds } from './writer.ts';

const NEXT_VERSION = 'Programs take it with their next version; connections that exist are not changed.';
const WEBSOCKET_PING = 'RFC 6455, section 5.5.2 (ping and pong)';

interface Code {
  readonly title: string;
  readonly body: readonly string[];
  readonly where: string;
  readonly caveats: readonly string[];
  readonly source: string;
}

const javascript = ({ title, body, where, caveats, source }: Code): SnippetText => ({
  title,
  syntax: 'javascript',
  language: 'js',
  code: lines(body),
  whereItGoes: where,
  caveats,
  source,
});
const go = (code: Code): SnippetText => ({ ...javascript(code), syntax: 'go', language: 'go' });
const python = (code: Code): SnippetText => ({ ...javascript(code), syntax: 'python', language: 'python' });

/** Heartbeat and the time for its answer, in milliseconds; null where there is none. */
function heartbeatOf({ clients }: FixPlace): { everyMs: number; answerMs: number; side: string } | null {
  if (clients === null || clients.session.heartbeatSec === Infinity) return null;
  const { heartbeatSec, heartbeatTimeoutSec, heartbeatFrom } = clients.session;
  return {
    everyMs: wholeMilliseconds(heartbeatSec),
    answerMs: wholeMilliseconds(heartbeatTimeoutSec === Infinity ? heartbeatSec : heartbeatTimeoutSec),
    side: heartbeatFrom,
  };
}

function javascriptHeartbeat(place: FixPlace): SnippetText[] {
  const found = heartbeatOf(place);
  if (found === null) return [];
  return [
    javascript({
      title: 'Ping and time for the answer',
      body: [
        `const HEARTBEAT_MS = ${found.everyMs};`,
        `const ANSWER_MS = ${found.answerMs};`,
        '',
        '/** For a socket of the package ws; browsers cannot send pings: send a message of your own there. */',
        'export function keepAlive(socket) {',
        '  let deadline;',
        '  const beat = setInterval(() => {',
        '    socket.ping();',
        '    deadline ??= setTimeout(() => socket.terminate(), ANSWER_MS);',
        '  }, HEARTBEAT_MS);',
        "  socket.on('pong', () => {",
        '    clearTimeout(deadline);',
        '    deadline = undefined;',
        '  });',
        "  socket.on('close', () => {",
        '    clearInterval(beat);',
        '    clearTimeout(deadline);',
        '  });',
        '}',
      ],
      where: `heartbeat.js, in the ${found.side}`,
      caveats: [NEXT_VERSION],
      source: WEBSOCKET_PING,
    }),
  ];
}

function goHeartbeat(place: FixPlace): SnippetText[] {
  const found = heartbeatOf(place);
  if (found === null) return [];
  return [
    go({
      title: 'Ping and time for the answer',
      body: [
        'package heartbeat',
        '',
        'import (',
        '\t"context"',
        '\t"time"',
        ')',
        '',
        'const (',
        `\tevery  = ${found.everyMs} * time.Millisecond`,
        `\tanswer = ${found.answerMs} * time.Millisecond`,
        ')',
        '',
        '// Pinger is a WebSocket whose Ping waits for the pong (github.com/coder/websocket has it).',
        'type Pinger interface {',
        '\tPing(ctx context.Context) error',
        '}',
        '',
        '// Keep pings until the connection fails or the context ends; the caller then closes it.',
        'func Keep(ctx context.Context, conn Pinger) error {',
        '\tticker := time.NewTicker(every)',
        '\tdefer ticker.Stop()',
        '\tfor {',
        '\t\tselect {',
        '\t\tcase <-ctx.Done():',
        '\t\t\treturn ctx.Err()',
        '\t\tcase <-ticker.C:',
        '\t\t\tpong, cancel := context.WithTimeout(ctx, answer)',
        '\t\t\terr := conn.Ping(pong)',
        '\t\t\tcancel()',
        '\t\t\tif err != nil {',
        '\t\t\t\treturn err',
        '\t\t\t}',
        '\t\t}',
        '\t}',
        '}',
      ],
      where: `heartbeat.go, in the ${found.side}`,
      caveats: [NEXT_VERSION],
      source: WEBSOCKET_PING,
    }),
  ];
}

function pythonHeartbeat(place: FixPlace): SnippetText[] {
  const found = heartbeatOf(place);
  if (found === null) return [];
  return [
    python({
      title: 'Ping and time for the answer',
      body: [
        `HEARTBEAT_SEC = ${found.everyMs / 1000}`,
        `ANSWER_SEC = ${found.answerMs / 1000}`,
        '',
        '# For websockets: websockets.connect(uri, **HEARTBEAT) and websockets.serve(handler, host, port, **HEARTBEAT).',
        'HEARTBEAT = {"ping_interval": HEARTBEAT_SEC, "ping_timeout": ANSWER_SEC}',
      ],
      where: `heartbeat.py, in the ${found.side}`,
      caveats: [NEXT_VERSION],
      source: 'https://websockets.readthedocs.io/en/stable/topics/keepalive.html',
    }),
  ];
}

/** The most and the least age, in seconds; null where the stage closes nothing. */
function agesOf({ limits, backends }: FixPlace): { leastSec: number; mostSec: number } | null {
  if (limits === null || backends === null || limits.maxAgeSec === Infinity) return null;
  const { maxAgeSec, maxAgeSpread } = limits;
  return { leastSec: maxAgeSec * (1 - maxAgeSpread), mostSec: maxAgeSec * (1 + maxAgeSpread) };
}

const AGE_CAVEATS = [
  'The spread keeps connections that came together from ending together.',
  'Close code 1012 (service restart) tells a client to come back.',
  NEXT_VERSION,
];

const maxAgeJavascript = (place: FixPlace): SnippetText[] => {
  const ages = agesOf(place);
  if (ages === null) return [];
  return [
    javascript({
      title: 'Greatest age of a connection',
      body: [
        `const LEAST_AGE_MS = ${wholeMilliseconds(ages.leastSec)};`,
        `const MOST_AGE_MS = ${wholeMilliseconds(ages.mostSec)};`,
        '',
        '/** For a socket of the package ws. */',
        'export function closeAtAge(socket) {',
        '  const age = LEAST_AGE_MS + Math.random() * (MOST_AGE_MS - LEAST_AGE_MS);',
        "  const timer = setTimeout(() => socket.close(1012, 'maximum age'), age);",
        "  socket.on('close', () => clearTimeout(timer));",
        '}',
      ],
      where: 'max-age.js, in the server',
      caveats: AGE_CAVEATS,
      source: 'RFC 6455, section 7.4; IANA WebSocket close codes (1012)',
    }),
  ];
};

const maxAgeGo = (place: FixPlace): SnippetText[] => {
  const ages = agesOf(place);
  if (ages === null) return [];
  return [
    go({
      title: 'Greatest age of a connection',
      body: [
        'package maxage',
        '',
        'import (',
        '\t"math/rand/v2"',
        '\t"time"',
        ')',
        '',
        'const (',
        `\tleastAge = ${wholeMilliseconds(ages.leastSec)} * time.Millisecond`,
        `\tmostAge  = ${wholeMilliseconds(ages.mostSec)} * time.Millisecond`,
        ')',
        '',
        '// CloseAtAge calls closeConn when the connection is old; stop the timer when it ends before.',
        'func CloseAtAge(closeConn func()) *time.Timer {',
        '\tage := leastAge + time.Duration(rand.Int64N(int64(mostAge-leastAge)+1))',
        '\treturn time.AfterFunc(age, closeConn)',
        '}',
      ],
      where: 'maxage.go, in the server (Go 1.22 and later)',
      caveats: AGE_CAVEATS,
      source: 'RFC 6455, section 7.4; IANA WebSocket close codes (1012)',
    }),
  ];
};

const maxAgePython = (place: FixPlace): SnippetText[] => {
  const ages = agesOf(place);
  if (ages === null) return [];
  return [
    python({
      title: 'Greatest age of a connection',
      body: [
        'import asyncio',
        'import random',
        '',
        `LEAST_AGE_SEC = ${ages.leastSec}`,
        `MOST_AGE_SEC = ${ages.mostSec}`,
        '',
        '',
        'async def close_at_age(connection):',
        '    """Run beside the handler of a connection of the package websockets; cancel it when that ends."""',
        '    await asyncio.sleep(random.uniform(LEAST_AGE_SEC, MOST_AGE_SEC))',
        '    await connection.close(code=1012, reason="maximum age")',
      ],
      where: 'max_age.py, in the server',
      caveats: AGE_CAVEATS,
      source: 'RFC 6455, section 7.4; IANA WebSocket close codes (1012)',
    }),
  ];
};

const BIND_SOURCE = 'ip(7), IP_BIND_ADDRESS_NO_PORT (Linux 4.2)';

/** Whether the change leads to ports that are chosen toward each destination. */
const chosenLate = ({ clients, hop }: FixPlace): boolean =>
  clients === null ? hop?.mode === 'proxy' && hop.source?.scope === 'destination' : clients.bind === 'late';

const bindGo = (place: FixPlace): SnippetText[] =>
  chosenLate(place)
    ? [
        go({
          title: 'Bind to an address without a port',
          body: [
            'package dial',
            '',
            'import (',
            '\t"net"',
            '\t"syscall"',
            ')',
            '',
            '// IP_BIND_ADDRESS_NO_PORT of Linux: connect() chooses the port, for its destination alone.',
            'const ipBindAddressNoPort = 24',
            '',
            '// From gives a dialer that connects from an address.',
            'func From(address net.IP) *net.Dialer {',
            '\treturn &net.Dialer{',
            '\t\tLocalAddr: &net.TCPAddr{IP: address},',
            '\t\tControl: func(_, _ string, conn syscall.RawConn) (err error) {',
            '\t\t\tcontrolErr := conn.Control(func(fd uintptr) {',
            '\t\t\t\terr = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_IP, ipBindAddressNoPort, 1)',
            '\t\t\t})',
            '\t\t\tif controlErr != nil {',
            '\t\t\t\treturn controlErr',
            '\t\t\t}',
            '\t\t\treturn err',
            '\t\t},',
            '\t}',
            '}',
          ],
          where: 'dial.go, where connections are opened',
          caveats: [NEXT_VERSION],
          source: BIND_SOURCE,
        }),
      ]
    : [];

const bindPython = (place: FixPlace): SnippetText[] =>
  chosenLate(place)
    ? [
        python({
          title: 'Bind to an address without a port',
          body: [
            'import socket',
            '',
            '# Linux; the socket module has the name from Python 3.14 on.',
            'IP_BIND_ADDRESS_NO_PORT = getattr(socket, "IP_BIND_ADDRESS_NO_PORT", 24)',
            '',
            '',
            'def connect_from(source, destination):',
            '    """Connects from an address; connect() chooses the port, for its destination alone."""',
            '    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)',
            '    sock.setsockopt(socket.IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1)',
            '    sock.bind((source, 0))',
            '    sock.connect(destination)',
            '    return sock',
          ],
          where: 'dial.py, where connections are opened',
          caveats: [NEXT_VERSION],
          source: BIND_SOURCE,
        }),
      ]
    : [];

const timeoutMs = ({ clients }: FixPlace): number =>
  clients === null ? 0 : wholeMilliseconds(clients.connectTimeoutSec);

export const javascriptWriters: Writers = {
  reconnect: ({ clients }) => (clients === null ? [] : [javascriptReconnect(clients.reconnect)]),
  heartbeat: javascriptHeartbeat,
  'max-age': maxAgeJavascript,
  'connect-timeout': (place) =>
    place.clients === null
      ? []
      : [
          javascript({
            title: 'Connect timeout',
            body: [
              `const CONNECT_TIMEOUT_MS = ${timeoutMs(place)};`,
              '',
              '/** Gives up on a WebSocket that is not open in time; its close event then follows. */',
              'export function closeUnlessOpen(socket) {',
              '  const timer = setTimeout(() => socket.close(), CONNECT_TIMEOUT_MS);',
              "  socket.addEventListener('open', () => clearTimeout(timer));",
              '}',
            ],
            where: 'connect-timeout.js, in the client',
            caveats: [NEXT_VERSION],
            source: 'https://developer.mozilla.org/docs/Web/API/WebSocket',
          }),
        ],
};

export const goWriters: Writers = {
  reconnect: ({ clients }) => (clients === null ? [] : [goReconnect(clients.reconnect)]),
  heartbeat: goHeartbeat,
  'max-age': maxAgeGo,
  scope: bindGo,
  'connect-timeout': (place) =>
    place.clients === null
      ? []
      : [
          go({
            title: 'Connect timeout',
            body: [
              'package dial',
              '',
              'import (',
              '\t"net"',
              '\t"time"',
              ')',
              '',
              '// Dialer gives up on a connection that is not established in time.',
              `var Dialer = &net.Dialer{Timeout: ${timeoutMs(place)} * time.Millisecond}`,
            ],
            where: 'dial.go, in the client',
            caveats: [NEXT_VERSION],
            source: 'https://pkg.go.dev/net#Dialer',
          }),
        ],
};

export const pythonWriters: Writers = {
  reconnect: ({ clients }) => (clients === null ? [] : [pythonReconnect(clients.reconnect)]),
  heartbeat: pythonHeartbeat,
  'max-age': maxAgePython,
  scope: bindPython,
  'connect-timeout': (place) =>
    place.clients === null
      ? []
      : [
          python({
            title: 'Connect timeout',
            body: [
              `CONNECT_TIMEOUT_SEC = ${timeoutMs(place) / 1000}`,
              '',
              '# For websockets: websockets.connect(uri, open_timeout=CONNECT_TIMEOUT_SEC).',
              '# For plain sockets: socket.create_connection(address, timeout=CONNECT_TIMEOUT_SEC).',
            ],
            where: 'dial.py, in the client',
            caveats: [NEXT_VERSION],
            source: 'https://websockets.readthedocs.io/en/stable/reference/asyncio/client.html',
          }),
        ],
};
