import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { follow, lead } from '../../../src/lecture/follow';
import { memoryHub } from '../../../src/lecture/transport';

interface State {
  camera: number;
  layer: string;
  spotlight: number | null;
}

function mirror(hub: ReturnType<typeof memoryHub>) {
  const held: Partial<State> = {};
  const bye = vi.fn();
  const follower = follow<State>(hub(), (state) => Object.assign(held, state), bye);
  return { held, bye, follower };
}

describe('a second window', () => {
  it('gets the whole state however late it opens, then the changes', () => {
    const hub = memoryHub();
    const leader = lead<State>(hub(), 'a');
    leader.publish({ camera: 1, layer: 'skin', spotlight: null });
    leader.publish({ camera: 2, layer: 'skin', spotlight: null });
    const late = mirror(hub);
    expect(late.held).toEqual({ camera: 2, layer: 'skin', spotlight: null });
    leader.publish({ camera: 2, layer: 'muscle', spotlight: 4 });
    expect(late.held).toEqual({ camera: 2, layer: 'muscle', spotlight: 4 });
    expect(leader.followers()).toBe(1);
  });

  it('sends only what changed', () => {
    const hub = memoryHub();
    const wire: unknown[] = [];
    hub().subscribe((message) => wire.push(message));
    const leader = lead<State>(hub(), 'a');
    leader.publish({ camera: 1, layer: 'skin', spotlight: null });
    leader.publish({ camera: 1, layer: 'skin', spotlight: 3 });
    leader.publish({ camera: 1, layer: 'skin', spotlight: 3 });
    expect(wire).toHaveLength(2);
    expect(wire[1]).toMatchObject({ whole: false, state: { spotlight: 3 } });
  });

  it('keeps the last picture when the leader leaves, and takes up with the next leader', () => {
    const hub = memoryHub();
    const first = lead<State>(hub(), 'a');
    first.publish({ camera: 1, layer: 'skin', spotlight: null });
    const window2 = mirror(hub);
    first.close();
    expect(window2.bye).toHaveBeenCalledOnce();
    expect(window2.held.camera).toBe(1);
    const second = lead<State>(hub(), 'b');
    second.publish({ camera: 9, layer: 'bone', spotlight: null });
    expect(window2.held).toMatchObject({ camera: 9, layer: 'bone' });
  });

  it('ignores what is not its own', () => {
    const hub = memoryHub();
    const noise = hub();
    const { held } = mirror(hub);
    noise.send('hello');
    noise.send({ bevel: 99, type: 'state', state: { camera: 5 } });
    noise.send(null);
    expect(held).toEqual({});
  });

  it('converges on the leader for any sequence of states', () => {
    const state = fc.record({ camera: fc.integer(), layer: fc.string(), spotlight: fc.option(fc.integer(), { nil: null }) });
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 20 }), fc.nat(19), (states, joinAt) => {
        const hub = memoryHub();
        const leader = lead<State>(hub(), 'a');
        let late: ReturnType<typeof mirror> | null = null;
        states.forEach((value, index) => {
          if (index === joinAt) late = mirror(hub);
          leader.publish(value);
        });
        late ??= mirror(hub);
        expect(late.held).toEqual(states[states.length - 1]);
      }),
    );
  });
});
