/** Whether an attempt comes through: the limits of its path, and room in the queue. */
import { books } from './books';
import { flows } from './counts';
import { levelsAbove } from './levels';
import { isExhausted } from './ports';
import { hasRoom } from './queue';
import { hasPool, picksLowest } from './settings';

/** Whether an attempt comes through now. */
@inline
export function passes(): bool {
  return books.sureToPass > 0 || (books.fullSpaces == 0 && findRoom());
}

/**
 * Looks up how many attempts are sure to pass, as no limit is in their way and the queue has room; false where the next one is
 * not. Asked only when those are used up that were sure before.
 */
function findRoom(): bool {
  forgetRoom();
  if (!hasRoom()) return false;
  let room = min(books.backendRoom, books.hopOpenLimit - books.concurrent);
  room = min(room, books.flowLimit - flows());
  if (picksLowest) room = min(room, levelsAbove());
  if (room <= 0) return false;
  books.foundRoom = room;
  books.sureToPass = room;
  return true;
}

/** From now on nothing is sure. */
export function forgetRoom(): void {
  books.backendRoom -= books.foundRoom - books.sureToPass;
  books.foundRoom = 0;
  books.sureToPass = 0;
}

/** Whether the hop drops the SYN of an attempt that does not pass, and has dropped others for the same reason. */
@inline
export function dropsNow(): bool {
  if (books.concurrent >= books.hopOpenLimit) return false;
  if (isFlowTableFull()) return books.flowDrops > 0 && books.flowFailures > 0;
  return hasPool && isExhausted() && books.portDrops > 0 && books.portFailures > 0;
}

export function isFlowTableFull(): bool {
  return flows() >= books.flowLimit;
}
