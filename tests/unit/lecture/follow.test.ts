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

  it('counts the windows that are really there', () => {
    const hub = memoryHub();
    const counts: number[] = [];
    const leader = lead<State>(hub(), 'a', (n) => counts.push(n));
    leader.publish({ camera: 1, layer: 'skin', spotlight: null });
    const one = mirror(hub);
    const two = mirror(hub);
    expect(leader.followers()).toBe(2);
    // Asking again for the whole state makes no second window.
    const noise = hub();
    noise.send({ bevel: 2, type: 'hello', from: 'crashed', to: null });
    noise.send({ bevel: 2, type: 'hello', from: 'crashed', to: null });
    expect(leader.followers()).toBe(3);
    for (let i = 0; i < 6; i++) leader.beat();
    expect(leader.followers()).toBe(2);
    one.follower.close();
    expect(leader.followers()).toBe(1);
    two.follower.close();
    expect(counts).toEqual([1, 2, 3, 2, 1, 0]);
  });

  it('stays with its leader while another leads too, and finds one that is there already', () => {
    const hub = memoryHub();
    const first = lead<State>(hub(), 'a');
    first.publish({ camera: 1, layer: 'skin', spotlight: null });
    const window2 = mirror(hub);
    const second = lead<State>(hub(), 'b');
    second.publish({ camera: 9, layer: 'bone', spotlight: null });
    expect(window2.held.camera).toBe(9);
    first.publish({ camera: 2, layer: 'skin', spotlight: null });
    first.beat();
    mirror(hub);
    expect(window2.held).toMatchObject({ camera: 9, layer: 'bone' });
    second.close();
    first.beat();
    expect(window2.held).toMatchObject({ camera: 2, layer: 'skin' });
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
