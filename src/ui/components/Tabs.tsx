import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';

export interface Tab<T extends string> {
  id: T;
  label: string;
  content: ReactNode;
}

/** A tab list with its panel; arrow keys move between tabs, as the ARIA pattern says. */
export function Tabs<T extends string>({ label, tabs, value, onChange, listClass = 'tabs', panelClass = '' }: { label: string; tabs: Tab<T>[]; value: T; onChange: (id: T) => void; listClass?: string; panelClass?: string }) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const current = tabs.find((tab) => tab.id === value) ?? tabs[0];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const index = (tabs.findIndex((tab) => tab.id === current.id) + step + tabs.length) % tabs.length;
    onChange(tabs[index].id);
    list.current?.querySelectorAll<HTMLButtonElement>('[role=tab]')[index]?.focus();
  };
  return (
    <>
      <div ref={list} className={listClass} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            className="tab"
            id={`${base}-${tab.id}`}
            aria-selected={tab.id === current.id}
            aria-controls={`${base}-panel`}
            tabIndex={tab.id === current.id ? 0 : -1}
            onClick={() => onChange(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div key={current.id} className={panelClass} role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${current.id}`} tabIndex={-1}>
        {current.content}
      </div>
    </>
  );
}
