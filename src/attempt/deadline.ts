import { listenForAbort } from "../abort-listener.js";

/** A point in time by which work has to be done, and the signal that says it was not. */
export interface Deadline {
  /** Aborted when the time is up, or when the parent signal is. Its reason is an Error. */
  readonly signal: AbortSignal;
  /** Milliseconds left; never negative. */
  remaining(): number;
  /** Settles like `work`, but rejects with the signal's reason once that is aborted. For one work. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Aborts the signal: whatever still goes on for it is not wanted any more. */
  cancel(reason: Error): void;
  /** Removes the timer and the listener. */
  dispose(): void;
}

/** Milliseconds that a timer is late only where the whole process stood still. */
const frozen = 50;

/**
 * Starts counting `timeout` milliseconds. `onTimeout` makes the reason of the signal when they have passed, and
 * `onAbort` makes it from the parent's.
 */
export function startDeadline(
  timeout: number,
  parent: AbortSignal | undefined,
  onTimeout: () => Error,
  onAbort: (reason: unknown) => Error,
): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  const due = performance.now() + timeout;
  let interrupt: (reason: unknown) => void = () => undefined;

  const end = (reason: Error) => {
    controller.abort(reason);
    interrupt(signal.reason);
  };
  const follow = () => {
    end(onAbort(parent?.reason));
  };
  const giveUp = () => {
    end(onTimeout());
  };
  let timer = setTimeout(() => {
    // A process that was frozen finds its timers due before it reads the answer that lies there.
    if (performance.now() - due > frozen) timer = setTimeout(giveUp, 0);
    else giveUp();
  }, timeout);
  const unlisten = parent && listenForAbort(parent, follow);
  if (parent?.aborted === true) follow();

  return {
    signal,
    remaining: () => Math.max(0, due - performance.now()),
    race: (work) =>
      new Promise((resolve, reject) => {
        interrupt = reject;
        if (signal.aborted) interrupt(signal.reason);
        work.then(resolve, reject);
      }),
    cancel: end,
    dispose: () => {
      clearTimeout(timer);
      unlisten?.();
    },
  };
}
