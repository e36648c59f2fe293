import { useState } from 'react';
import { Button } from '../components/controls';
import { Icon } from '../components/Icon';
import { MODES, routeHash, type Mode } from '../router';
import { strings } from '../strings';
import { AboutDialog } from './About';

/** Where one is and where one can go; help is always one press away. */
export function Rail({ mode }: { mode: Mode }) {
  const [about, setAbout] = useState(false);
  return (
    <nav className="rail" aria-label={strings.name}>
      <div className="rail-brand">
        <svg viewBox="0 0 64 64" width="32" height="32" aria-hidden="true"><path d="M14 50 44 20l6-2-2 6-30 30z" fill="#e8edf2" /><path d="M44 20l6-2-2 6z" fill="#4cc2c4" /><circle cx="17" cy="49" r="3" fill="#4cc2c4" /></svg>
        <span>{strings.name}</span>
      </div>
      {MODES.map((id) => (
        <a key={id} href={routeHash(id)} aria-current={id === mode ? 'page' : undefined} title={strings.people[id]}>
          <Icon name={id} size={22} />
          {strings.modes[id]}
        </a>
      ))}
      <div className="rail-end">
        <Button variant="quiet" onClick={() => setAbout(true)}><Icon name="help" size={22} />{strings.help.open}</Button>
      </div>
      <AboutDialog open={about} onClose={() => setAbout(false)} />
    </nav>
  );
}
