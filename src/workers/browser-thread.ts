import type { ServiceThread } from './simulation-service.ts';

/** The worker's own clock, and a message to itself as the yield: unlike a timer it has no minimum delay. */
export function browserThread(): ServiceThread {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.addEventListener('message', () => waiting.shift()?.());
  port1.start();
  return {
    now: () => performance.now(),
    yieldToMessages: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        port2.postMessage(null);
      }),
  };
}
