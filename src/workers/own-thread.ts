import type { ServiceThread } from './simulation-service.ts';

/**
 * The clock of the calling thread, and a message to itself as the yield: unlike a timer it has no minimum delay. The
 * same in a browser and in Node.
 */
export function ownThread(): ServiceThread {
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
