import type { TimelineEvent } from '../../scenario/scenario.ts';
import { formatDuration, formatPercent } from './numbers.ts';

/** An event of the timeline in a few words, without its time: "crash of 2 of backends". */
export function eventLabel(event: TimelineEvent): string {
  const { action, target } = event;
  switch (action) {
    case 'restart':
      return `restart of ${target}`;
    case 'crash':
      return `${event.silent ? 'silent crash' : 'crash'} of ${event.instances} of ${target}`;
    case 'failover':
      return `failover of ${target}, ${mirrored(event.mirroredShare)}`;
    case 'link-cut':
      return `link of ${target} cut for ${formatDuration(event.forSec)}`;
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

function mirrored(share: number): string {
  if (share === 0 || share === 1) return share === 0 ? 'not mirrored' : 'mirrored';
  return `${formatPercent(share)} mirrored`;
}
