/**
 * One window leads, others follow: the leader publishes a flat state by key, followers hold the newest copy.
 * A follower that opens late says hello and gets the whole state; after that only changed keys are sent.
 * Who follows is known by name: the leader asks at every beat, followers answer, and one that has fallen silent is dropped.
 */
import type { Transport } from './transport';

const PROTOCOL = 2;
/** Beats without an answer after which a follower counts as gone (a window that crashed; one that closes says so). */
const SILENT_BEATS = 3;

type Message<S> =
  | { bevel: typeof PROTOCOL; type: 'hello'; from: string; /** Leader it is meant for; null = whoever leads. */ to: string | null }
  | { bevel: typeof PROTOCOL; type: 'here'; from: string; to: string | null }
  | { bevel: typeof PROTOCOL; type: 'gone'; from: string }
  | { bevel: typeof PROTOCOL; type: 'state'; leader: string; seq: number; whole: boolean; state: Partial<S> }
  | { bevel: typeof PROTOCOL; type: 'beat'; leader: string }
  | { bevel: typeof PROTOCOL; type: 'bye'; leader: string };

const TYPES = new Set(['hello', 'here', 'gone', 'state', 'beat', 'bye']);

function isMessage<S>(value: unknown): value is Message<S> {
  if (typeof value !== 'object' || value === null) return false;
  const message = value as { bevel?: unknown; type?: unknown };
  return message.bevel === PROTOCOL && typeof message.type === 'string' && TYPES.has(message.type);
}

export interface Leader<S extends object> {
  /** Publish the state; only keys whose value changed (by identity) are sent. */
  publish(state: S): void;
  /** Ask who is there, and drop who has not answered the last few times. Call it every few seconds. */
  beat(): void;
  /** How many windows follow now. */
  followers(): number;
  close(): void;
}

/**
 * Lead over `transport`.
 * @param id names this leader, so that a follower notices when another takes over.
 * @param onFollowers called with the number of followers whenever it changes.
 */
export function lead<S extends object>(transport: Transport, id: string, onFollowers: (count: number) => void = () => {}): Leader<S> {
  let seq = 0;
  let beats = 0;
  let last: S | null = null;
  const heard = new Map<string, number>();
  const send = (message: Message<S>) => transport.send(message);
  const sendState = (state: Partial<S>, whole: boolean) => send({ bevel: PROTOCOL, type: 'state', leader: id, seq: ++seq, whole, state });
  const counted = (change: () => void) => {
    const before = heard.size;
    change();
    if (heard.size !== before) onFollowers(heard.size);
  };
  const stop = transport.subscribe((message) => {
    if (!isMessage<S>(message)) return;
    if (message.type === 'gone') return counted(() => heard.delete(message.from));
    if ((message.type !== 'hello' && message.type !== 'here') || (message.to !== null && message.to !== id)) return;
    counted(() => heard.set(message.from, beats));
    if (message.type === 'hello' && last) sendState(last, true);
  });
  return {
    publish(state) {
      const previous = last;
      last = state;
      if (!previous) return sendState(state, true);
      const changed: Partial<S> = {};
      let any = false;
      for (const key of Object.keys(state) as (keyof S)[]) {
        if (Object.is(previous[key], state[key])) continue;
        changed[key] = state[key];
        any = true;
      }
      if (any) sendState(changed, false);
    },
    beat() {
      counted(() => {
        for (const [from, when] of heard) if (when < beats - SILENT_BEATS) heard.delete(from);
      });
      beats += 1;
      send({ bevel: PROTOCOL, type: 'beat', leader: id });
    },
    followers: () => heard.size,
    close() {
      send({ bevel: PROTOCOL, type: 'bye', leader: id });
      stop();
      transport.close();
    },
  };
}

export interface Follower {
  close(): void;
}

/**
 * Follow whoever leads on `transport`. A leader that begins takes over from the one before.
 * @param onState called with the keys that changed; the first call after a hello carries the whole state.
 * @param onBye called when the leader leaves; the last picture stays.
 * @param id names this follower.
 */
export function follow<S extends object>(transport: Transport, onState: (state: Partial<S>, whole: boolean) => void, onBye: () => void = () => {}, id = String(Math.random()).slice(2)): Follower {
  let leader: string | null = null;
  let seen = 0;
  const send = (message: Message<S>) => transport.send(message);
  const hello = (to: string | null) => send({ bevel: PROTOCOL, type: 'hello', from: id, to });
  const stop = transport.subscribe((message) => {
    if (!isMessage<S>(message) || message.type === 'hello' || message.type === 'here' || message.type === 'gone') return;
    const mine = message.leader === leader;
    if (message.type === 'bye') {
      if (!mine) return;
      leader = null;
      return onBye();
    }
    if (message.type === 'beat') {
      if (mine) send({ bevel: PROTOCOL, type: 'here', from: id, to: leader });
      else if (leader === null) hello(message.leader);
      return;
    }
    if (message.whole) {
      // The first word of a new leader takes over; a later whole state of another leader is meant for another window.
      if (mine ? message.seq <= seen : leader !== null && message.seq > 1) return;
      const fresh = !mine;
      leader = message.leader;
      seen = message.seq;
      if (fresh) send({ bevel: PROTOCOL, type: 'here', from: id, to: leader });
      return onState(message.state, true);
    }
    // A gap or an unknown leader means that something was missed: ask for the whole state instead of guessing.
    if (!mine) {
      if (leader === null) hello(message.leader);
      return;
    }
    if (message.seq !== seen + 1) {
      if (message.seq > seen) hello(leader);
      return;
    }
    seen = message.seq;
    onState(message.state, false);
  });
  hello(null);
  return {
    close() {
      send({ bevel: PROTOCOL, type: 'gone', from: id });
      stop();
      transport.close();
    },
  };
}
