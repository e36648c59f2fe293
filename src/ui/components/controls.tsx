import { useId, type ButtonHTMLAttributes, type ReactNode } from 'react';

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { variant?: 'primary' | 'quiet' | 'plain'; icon?: boolean };

/** A button of the design system; `icon` makes it square. Always `type="button"` unless told otherwise. */
export function Button({ variant = 'plain', icon = false, className = '', type = 'button', ...rest }: ButtonProps) {
  const classes = ['btn', variant === 'plain' ? '' : `btn-${variant}`, icon ? 'btn-icon' : '', className].filter(Boolean).join(' ');
  return <button type={type} className={classes} {...rest} />;
}

interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** How the value reads beside the name and to assistive technology. */
  format?: (value: number) => string;
  onChange: (value: number) => void;
  disabled?: boolean;
  /** Hide the name on screen; it stays as the accessible name. */
  bare?: boolean;
}

/** A labelled range with its value in words. */
export function Slider({ label, value, min, max, step, format = String, onChange, disabled, bare }: SliderProps) {
  const id = useId();
  return (
    <div className="slider">
      {!bare && (
        <>
          <label className="slider-name" htmlFor={id}>{label}</label>
          <output className="slider-value" htmlFor={id}>{format(value)}</output>
        </>
      )}
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={disabled}
        aria-label={bare ? label : undefined}
        aria-valuetext={format(value)}
        onChange={(event) => {
          // A range rounds a value between its steps (a needle stopped by bone) and reports that as a change: nobody asked for it.
          const next = Number(event.target.value);
          if (Math.abs(next - value) > step / 2) onChange(next);
        }}
      />
    </div>
  );
}

/** A switch. */
export function Toggle({ label, checked, onChange, disabled }: { label: ReactNode; checked: boolean; onChange: (on: boolean) => void; disabled?: boolean }) {
  return (
    <label className="toggle">
      <span>{label}</span>
      <input type="checkbox" role="switch" checked={checked} disabled={disabled} onChange={(event) => onChange(event.target.checked)} />
    </label>
  );
}

/** A few exclusive choices in one row. */
export function Segmented<T extends string>({ label, options, value, onChange }: { label: string; options: { value: T; label: string }[]; value: T; onChange: (value: T) => void }) {
  const name = useId();
  return (
    <div className="field">
      <span id={`${name}-label`}>{label}</span>
      <div className="segmented" role="radiogroup" aria-labelledby={`${name}-label`}>
        {options.map((option) => (
          <label key={option.value}>
            <input type="radio" name={name} value={option.value} checked={value === option.value} onChange={() => onChange(option.value)} />
            {option.label}
          </label>
        ))}
      </div>
    </div>
  );
}

interface NumberFieldProps {
  label: string;
  value: number;
  min?: number;
  max?: number;
  step?: number;
  disabled?: boolean;
  onChange: (value: number) => void;
}

/** A number typed by hand; an empty or half-typed number changes nothing. */
export function NumberField({ label, value, min, max, step = 1, disabled, onChange }: NumberFieldProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        className="input num"
        type="number"
        inputMode="decimal"
        value={Number.isFinite(value) ? value : ''}
        min={min}
        max={max}
        step={step}
        disabled={disabled}
        onChange={(event) => {
          const next = event.target.valueAsNumber;
          if (Number.isFinite(next)) onChange(Math.min(max ?? next, Math.max(min ?? next, next)));
        }}
      />
    </label>
  );
}

/** A drop-down list. */
export function Select<T extends string>({ label, value, options, onChange, disabled }: { label: string; value: T; options: { value: T; label: string; group?: string }[]; onChange: (value: T) => void; disabled?: boolean }) {
  const groups = [...new Set(options.map((option) => option.group ?? ''))];
  const items = (group: string) => options.filter((option) => (option.group ?? '') === group).map((option) => <option key={option.value} value={option.value}>{option.label}</option>);
  return (
    <label className="field">
      <span>{label}</span>
      <select className="select" value={value} disabled={disabled} onChange={(event) => onChange(event.target.value as T)}>
        {groups.map((group) => (group ? <optgroup key={group} label={group}>{items(group)}</optgroup> : items(group)))}
      </select>
    </label>
  );
}
