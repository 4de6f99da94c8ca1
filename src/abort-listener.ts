const listeners = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when the signal is aborted, until what it returns is called. Calls that share a signal
 * share one listener on it: Node takes eleven for a leak and warns.
 */
export function listenForAbort(signal: AbortSignal, callback: () => void): () => void {
  const callbacks = listeners.get(signal) ?? listen(signal);
  callbacks.add(callback);
  return () => {
    callbacks.delete(callback);
  };
}

function listen(signal: AbortSignal): Set<() => void> {
  const callbacks = new Set<() => void>();
  signal.addEventListener("abort", () => {
    for (const callback of callbacks) callback();
  });
  listeners.set(signal, callbacks);
  return callbacks;
}
