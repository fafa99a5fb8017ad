/**
 * The simulated time of a run. It is read from here and not handed from function to function: a double that crosses a
 * call which is not inlined is put into an object of its own, and there are many calls to an event.
 */
export class Clock {
  nowSec = 0;
}
