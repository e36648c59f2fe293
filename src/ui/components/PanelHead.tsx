import type { ReactNode } from 'react';

/** The head of a mode's panel: for whom it is, its name, and one sentence on what it does. */
export function PanelHead({ who, title, children }: { who: string; title: string; children?: ReactNode }) {
  return (
    <header className="panel-head">
      <p className="eyebrow">{who}</p>
      <h1>{title}</h1>
      {children && <p className="muted">{children}</p>}
    </header>
  );
}
