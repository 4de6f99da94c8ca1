interface Listener {
  readonly callbacks: Set<() => void>;
  readonly fire: () => void;
}

const listeners = new WeakMap<AbortSignal, Listener>();

/**
 * Calls back when the signal is aborted, until what it returns is called. Calls that share a signal
 * share one listener on it: Node takes eleven for a leak and warns.
 */
export function listenForAbort(signal: AbortSignal, callback: () => void): () => void {
  const listener = listeners.get(signal) ?? listen(signal);
  listener.callbacks.add(callback);
  return () => {
    listener.callbacks.delete(callback);
    if (listener.callbacks.size > 0) return;
    signal.removeEventListener("abort", listener.fire);
    listeners.delete(signal);
  };
}

function listen(signal: AbortSignal): Listener {
  const callbacks = new Set<() => void>();
  const fire = () => {
    for (const callback of callbacks) callback();
  };
  const listener = { callbacks, fire };
  signal.addEventListener("abort", fire);
  listeners.set(signal, listener);
  return listener;
}
