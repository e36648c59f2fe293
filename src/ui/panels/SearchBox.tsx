import { useId, useMemo, useState } from 'react';
import { centreOf } from '../../scene/structureCentre';
import { Icon } from '../components/Icon';
import { useApp } from '../state/store';
import { sided, strings } from '../strings';

const s = strings.search;
const MOST = 40;

/** Look a structure up by name, English or Latin; choosing one selects it, shows its layer and turns the head towards it. */
export function SearchBox() {
  const patient = useApp((state) => state.patient);
  const select = useApp((state) => state.select);
  const lookAt = useApp((state) => state.lookAt);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const id = useId();
  const found = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (!patient || words.length === 0) return [];
    return patient.structures
      .map((structure, index) => ({ structure, index }))
      .filter(({ structure }) => {
        const hay = `${structure.name} ${structure.latin} ${structure.id} ${structure.side} ${structure.kind}`.toLowerCase();
        return words.every((word) => hay.includes(word));
      })
      .slice(0, MOST);
  }, [patient, text]);
  const choose = (index: number) => {
    if (!patient) return;
    select(index);
    const look = centreOf(patient, index);
    if (look) lookAt(look.point, look.outward, 170);
    setText('');
  };
  return (
    <div className="search">
      <label className="sr-only" htmlFor={id}>{s.label}</label>
      <div className="search-box">
        <Icon name="search" size={18} />
        <input
          id={id}
          className="input"
          type="search"
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined}
          autoComplete="off"
          placeholder={`${s.label}`}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') setActive((n) => Math.min(found.length - 1, n + 1));
            else if (event.key === 'ArrowUp') setActive((n) => Math.max(0, n - 1));
            else if (event.key === 'Enter' && found[active]) choose(found[active].index);
            else if (event.key === 'Escape') setText('');
            else return;
            event.preventDefault();
          }}
        />
      </div>
      <ul id={`${id}-list`} role="listbox" aria-label={s.label} hidden={found.length === 0}>
        {found.map(({ structure, index }, i) => (
          <li key={index} id={`${id}-${i}`} role="option" aria-selected={i === active} onPointerDown={(event) => event.preventDefault()} onClick={() => choose(index)}>
            <span className={`dot dot-${structure.kind}`} aria-hidden="true" />
            <span>{sided(structure.name, structure.side)}{structure.latin && <small lang="la">{structure.latin}</small>}</span>
          </li>
        ))}
      </ul>
      {text !== '' && found.length === 0 && <p className="muted" role="status">{s.none}</p>}
    </div>
  );
}
