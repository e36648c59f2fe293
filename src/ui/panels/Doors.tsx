import { useEffect, useState } from 'react';
import { Button } from '../components/controls';
import { Icon } from '../components/Icon';
import { routeHash } from '../router';
import { useApp } from '../state/store';
import { strings } from '../strings';

const s = strings.doors;
const KEY = 'bevel-doors';

function closedBefore(): boolean {
  try {
    return localStorage.getItem(KEY) === 'closed';
  } catch {
    return false;
  }
}

function remember(): void {
  try {
    localStorage.setItem(KEY, 'closed');
  } catch {
    // Without storage the doors stand again after a reload.
  }
}

/** On the first visit: who finds what where. Gone for good once closed or once the needle has been set. */
export function Doors() {
  const [closed, setClosed] = useState(closedBefore);
  const begun = useApp((state) => state.trace !== null || state.entry !== null);
  useEffect(() => {
    if (begun) remember();
  }, [begun]);
  if (begun && !closed) setClosed(true);
  if (closed) return null;
  const close = () => {
    setClosed(true);
    remember();
  };
  return (
    <section className="doors" aria-label={s.title}>
      <div className="doors-head">
        <h2>{s.title}</h2>
        <Button variant="quiet" icon aria-label={s.close} onClick={close}><Icon name="close" size={18} /></Button>
      </div>
      <ul>
        <li>
          <div className="door door-here"><Icon name="practise" size={22} /><span><strong>{s.practise.who}</strong> {s.practise.what}</span></div>
        </li>
        <li>
          <a className="door" href={routeHash('lecture')}><Icon name="lecture" size={22} /><span><strong>{s.lecture.who}</strong> {s.lecture.what}</span></a>
        </li>
        <li>
          <a className="door" href={routeHash('drill')}><Icon name="drill" size={22} /><span><strong>{s.drill.who}</strong> {s.drill.what}</span></a>
        </li>
      </ul>
    </section>
  );
}
