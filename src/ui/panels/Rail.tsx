import { useState } from 'react';
import { Button } from '../components/controls';
import { Dialog } from '../components/Dialog';
import { Icon } from '../components/Icon';
import { MODES, routeHash, type Mode } from '../router';
import { strings } from '../strings';

/** Where one is and where one can go; the disclaimer is always one line away. */
export function Rail({ mode }: { mode: Mode }) {
  const [about, setAbout] = useState(false);
  return (
    <nav className="rail" aria-label={strings.name}>
      <div className="rail-brand" aria-hidden="true">
        <svg viewBox="0 0 64 64" width="34" height="34"><path d="M14 50 44 20l6-2-2 6-30 30z" fill="#e8edf2" /><path d="M44 20l6-2-2 6z" fill="#4cc2c4" /><circle cx="17" cy="49" r="3" fill="#4cc2c4" /></svg>
      </div>
      {MODES.map((id) => (
        <a key={id} href={routeHash(id)} aria-current={id === mode ? 'page' : undefined}>
          <Icon name={id} size={22} />
          {strings.modes[id]}
        </a>
      ))}
      <div className="rail-end">
        <Button variant="quiet" icon aria-label={strings.disclaimer} title={strings.disclaimer} onClick={() => setAbout(true)}><Icon name="info" /></Button>
      </div>
      <Dialog open={about} title={strings.disclaimer} onClose={() => setAbout(false)}>
        <p>{strings.disclaimerLong}</p>
        <h3>{strings.help.title}</h3>
        <p>{strings.stage.help}</p>
      </Dialog>
    </nav>
  );
}
