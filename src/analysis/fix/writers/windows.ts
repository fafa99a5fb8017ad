/** Windows hosts: their range of local ports. */
import type { SnippetText } from '../snippet.ts';
import { lines, type Writers } from './writer.ts';

export const windowsWriters: Writers = {
  'client-ports': ({ clients, isChanged }): SnippetText[] => {
    if (clients === null || !isChanged('ports')) return [];
    const { first, last } = clients.ports;
    const start = Math.max(1025, first);
    return [
      {
        title: 'Dynamic ports',
        syntax: 'netsh',
        language: 'shell',
        code: lines(`netsh int ipv4 set dynamicport tcp start=${start} num=${last - start + 1}`),
        whereItGoes: 'An elevated prompt on the client hosts',
        caveats: [
          'Windows takes ranges from port 1025 on. Takes effect for new sockets; no connection is lost.',
        ],
        source:
          'https://learn.microsoft.com/troubleshoot/windows-client/networking/tcp-ip-port-exhaustion-troubleshooting',
      },
    ];
  },
};
