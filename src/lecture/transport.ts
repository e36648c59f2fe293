/**
 * How two windows talk. One interface, so that a later transport (a room over WebRTC, a file) can stand in for BroadcastChannel.
 */

export interface Transport {
  /** Send a message to every other end. Messages must survive structured cloning. */
  send(message: unknown): void;
  /** Hear what the other ends send; returns a function that stops listening. */
  subscribe(listener: (message: unknown) => void): () => void;
  /** Leave for good. */
  close(): void;
}

/** Whether this browser can follow across windows. */
export function canBroadcast(): boolean {
  return typeof BroadcastChannel !== 'undefined';
}

/** Windows of the same origin and browser, by BroadcastChannel. */
export function broadcastTransport(name = 'bevel-lecture'): Transport {
  const channel = new BroadcastChannel(name);
  return {
    send: (message) => channel.postMessage(message),
    subscribe(listener) {
      const hear = (event: MessageEvent) => listener(event.data);
      channel.addEventListener('message', hear);
      return () => channel.removeEventListener('message', hear);
    },
    close: () => channel.close(),
  };
}

/** Ends within one page, delivered at once; `hub()` makes as many ends as are asked for. */
export function memoryHub(): () => Transport {
  const ends = new Set<{ hear: Set<(message: unknown) => void> }>();
  return () => {
    const end = { hear: new Set<(message: unknown) => void>() };
    ends.add(end);
    return {
      send(message) {
        for (const other of ends) if (other !== end) for (const listener of other.hear) listener(structuredClone(message));
      },
      subscribe(listener) {
        end.hear.add(listener);
        return () => end.hear.delete(listener);
      },
      close: () => ends.delete(end),
    };
  };
}
