/** Products that were looked at and have no preset, because the format cannot say what they do. */
export interface NotExpressed {
  readonly name: string;
  readonly reason: string;
}

export const notExpressed: readonly NotExpressed[] = [
  {
    name: 'Linux IP_LOCAL_PORT_RANGE (a range for each socket, Linux 6.3)',
    reason:
      'the range is the program’s own, so there is no value to fill in: write it as ports. That its search goes on port by port instead of every second one changes no number of connections.',
  },
  {
    name: 'AWS API Gateway WebSocket API',
    reason:
      'it ends each WebSocket itself and calls the servers by separate requests: no connection goes on to a server. As servers with a maxAge of two hours it can be sized.',
  },
  {
    name: 'Load balancing and inbound NAT rules of an Azure load balancer',
    reason:
      'each takes eight ports of its frontend away from outbound connections; the format has no such rules.',
  },
];
