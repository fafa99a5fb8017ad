/** Complete configurations around snippets that are parts of one. */
import type { Snippet } from '../../src/analysis/fix/snippet.ts';

const HAPROXY_DEFAULTS = `defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s
    timeout queue 5s

frontend listener
    bind 127.0.0.1:18081

`;

/** HAProxy wants a listener in all, and an address at each frontend. */
export function wrappedHaproxy({ code }: Snippet): string {
  const withBind = code.replaceAll(
    /^(frontend \S+)\n(?!(?: {4}.*\n)*? {4}bind )/gm,
    '$1\n    bind 127.0.0.1:18080\n',
  );
  return HAPROXY_DEFAULTS + withBind;
}

/** Listens on loopback and above 1023, as `nginx -t` opens what it listens on. */
function onLoopback(code: string): string {
  return code
    .replaceAll(
      /listen 203\.0\.113\.(\d+):(\d+)/g,
      (_, host: string, port: string) => `listen 127.0.0.${host}:${20_000 + Number(port)}`,
    )
    .replaceAll(/listen (\d+)(?=[ ;])/g, (_, port: string) => `listen 127.0.0.1:${20_000 + Number(port)}`);
}

const TEMP_PATHS = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

export function wrappedNginx({ code, whereItGoes }: Snippet, folder: string): string {
  const temp = TEMP_PATHS.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n');
  const http = (body: string): string => `http {\naccess_log off;\n${temp}\n${onLoopback(body)}\n}\n`;
  const head = `pid ${folder}/nginx.pid;\nerror_log stderr;\n`;
  if (whereItGoes.includes('(main)'))
    return `${head}${code}${code.includes('events {') ? '' : 'events { }\n'}${http('')}`;
  const body = whereItGoes.includes('server { }') ? `server {\n${code}}\n` : code;
  return `${head}events { }\n${http(body)}`;
}
