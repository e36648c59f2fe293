/**
 * One window leads, others follow: the leader publishes a flat state by key, followers hold the newest copy.
 * A follower that opens late says hello and gets the whole state; after that only changed keys are sent.
 */
import type { Transport } from './transport';

const PROTOCOL = 1;

type Message<S> =
  | { bevel: typeof PROTOCOL; type: 'hello' }
  | { bevel: typeof PROTOCOL; type: 'state'; leader: string; seq: number; whole: boolean; state: Partial<S> }
  | { bevel: typeof PROTOCOL; type: 'bye'; leader: string };

function isMessage<S>(value: unknown): value is Message<S> {
  if (typeof value !== 'object' || value === null) return false;
  const message = value as { bevel?: unknown; type?: unknown };
  return message.bevel === PROTOCOL && (message.type === 'hello' || message.type === 'state' || message.type === 'bye');
}

export interface Leader<S extends object> {
  /** Publish the state; only keys whose value changed (by identity) are sent. */
  publish(state: S): void;
  /** How many times a follower has asked for the whole state. */
  followers(): number;
  close(): void;
}

/** Lead over `transport`. `id` names this leader, so that a follower notices when another takes over. */
export function lead<S extends object>(transport: Transport, id: string, onFollower: () => void = () => {}): Leader<S> {
  let seq = 0;
  let last: S | null = null;
  let asked = 0;
  const send = (state: Partial<S>, whole: boolean) => transport.send({ bevel: PROTOCOL, type: 'state', leader: id, seq: ++seq, whole, state } satisfies Message<S>);
  const stop = transport.subscribe((message) => {
    if (!isMessage<S>(message) || message.type !== 'hello') return;
    asked += 1;
    onFollower();
    if (last) send(last, true);
  });
  return {
    publish(state) {
      const previous = last;
      last = state;
      if (!previous) return send(state, true);
      const changed: Partial<S> = {};
      let any = false;
      for (const key of Object.keys(state) as (keyof S)[]) {
        if (Object.is(previous[key], state[key])) continue;
        changed[key] = state[key];
        any = true;
      }
      if (any) send(changed, false);
    },
    followers: () => asked,
    close() {
      transport.send({ bevel: PROTOCOL, type: 'bye', leader: id } satisfies Message<S>);
      stop();
      transport.close();
    },
  };
}

export interface Follower {
  close(): void;
}

/**
 * Follow whoever leads on `transport`.
 * @param onState called with the keys that changed; the first call after a hello carries the whole state.
 * @param onBye called when the leader leaves; the last picture stays.
 */
export function follow<S extends object>(transport: Transport, onState: (state: Partial<S>, whole: boolean) => void, onBye: () => void = () => {}): Follower {
  let leader = '';
  let seen = 0;
  const hello = () => transport.send({ bevel: PROTOCOL, type: 'hello' } satisfies Message<S>);
  const stop = transport.subscribe((message) => {
    if (!isMessage<S>(message)) return;
    if (message.type === 'bye') {
      if (message.leader === leader) {
        leader = '';
        onBye();
      }
      return;
    }
    if (message.type !== 'state') return;
    if (message.whole) {
      if (message.leader === leader && message.seq <= seen) return;
      leader = message.leader;
      seen = message.seq;
      onState(message.state, true);
      return;
    }
    // A gap or an unknown leader means that something was missed: ask for the whole state instead of guessing.
    if (message.leader !== leader || message.seq !== seen + 1) {
      if (message.leader !== leader || message.seq > seen) hello();
      return;
    }
    seen = message.seq;
    onState(message.state, false);
  });
  hello();
  return {
    close() {
      stop();
      transport.close();
    },
  };
}
