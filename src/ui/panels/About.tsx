import { useState } from 'react';
import { Dialog } from '../components/Dialog';
import { Icon } from '../components/Icon';
import { strings } from '../strings';

/** What Bevel is and is not, and the keys; opened from the rail and from the line over the picture. */
export function AboutDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} title={strings.help.about} onClose={onClose}>
      <p className="notice"><strong>{strings.disclaimer}</strong> {strings.disclaimerLong}</p>
      <h3>{strings.help.title}</h3>
      <dl className="keys">
        {strings.help.keys.map(([key, act]) => (
          <div key={key}><dt><kbd>{key}</kbd></dt><dd>{act}</dd></div>
        ))}
      </dl>
      <p className="muted">{strings.errors.kept}</p>
    </Dialog>
  );
}

/** The disclaimer over the picture; a press tells the rest. */
export function Disclaimer() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="disclaimer" onClick={() => setOpen(true)}>
        <Icon name="info" size={16} />
        {strings.disclaimer}
      </button>
      <AboutDialog open={open} onClose={() => setOpen(false)} />
    </>
  );
}
