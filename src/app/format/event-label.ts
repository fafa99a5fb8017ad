import type { TimelineEvent } from '../../scenario/scenario.ts';
import { formatPercent } from './numbers.ts';

/** An event of the timeline in a few words, without its time: "crash of 2 of backends". */
export function eventLabel(event: TimelineEvent): string {
  const { action, target } = event;
  switch (action) {
    case 'restart':
      return `restart of ${target}`;
    case 'crash':
      return `crash of ${event.instances} of ${target}`;
    case 'reload':
      return `reload of ${target}`;
    case 'disconnect':
      return `disconnect of ${formatPercent(event.share)} of ${target}`;
    case 'change':
      return `change of ${event.instances < Infinity ? `${event.instances} of ` : ''}${target}`;
    default:
      return `${action} of ${target} by ${event.instances}`;
  }
}
