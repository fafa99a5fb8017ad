/** Least connections among backends of equal weight: `balance/load-levels.ts`, on its arrays. */
import { books } from './books';
import { addI32, i32At, setI32 } from './words';

const NONE = -1;

/** Levels above that of the backend that is picked next: each pick takes one at most. */
export function levelsAbove(): i32 {
  return books.levelRoom - books.lowestLevel - 1;
}

@inline
export function pickLowest(): i32 {
  const level = books.lowestLevel;
  const target = i32At(books.firstOfLevel, level);
  if (i32At(books.afterInLevel, target) != NONE) {
    unlink(target, level);
    append(target, level);
  }
  return target;
}

@inline
export function rise(target: i32): void {
  addI32(books.openFrom, target, 1);
  const level = i32At(books.levelOf, target);
  unlink(target, level);
  append(target, level + 1);
  if (level == books.lowestLevel && i32At(books.firstOfLevel, level) == NONE) books.lowestLevel = level + 1;
}

@inline
export function fall(target: i32): void {
  addI32(books.openFrom, target, -1);
  const level = i32At(books.levelOf, target);
  unlink(target, level);
  append(target, level - 1);
  if (level - 1 < books.lowestLevel) books.lowestLevel = level - 1;
  if (level - 1 < books.lowestUsable) books.lowestUsable = level - 1;
}

@inline
function append(target: i32, level: i32): void {
  const last = i32At(books.lastOfLevel, level);
  setI32(books.levelOf, target, level);
  setI32(books.beforeInLevel, target, last);
  setI32(books.afterInLevel, target, NONE);
  if (last == NONE) setI32(books.firstOfLevel, level, target);
  else setI32(books.afterInLevel, last, target);
  setI32(books.lastOfLevel, level, target);
}

@inline
function unlink(target: i32, level: i32): void {
  const before = i32At(books.beforeInLevel, target);
  const after = i32At(books.afterInLevel, target);
  if (before == NONE) setI32(books.firstOfLevel, level, after);
  else setI32(books.afterInLevel, before, after);
  if (after == NONE) setI32(books.lastOfLevel, level, before);
  else setI32(books.beforeInLevel, after, before);
}
