import { useRef, type PointerEvent } from 'react';
import { deviceLook, listedGauges, usualLengths } from '../../scene/needle/deviceData';
import { Button, Segmented, Select, Slider, Toggle } from '../components/controls';
import { Icon } from '../components/Icon';
import { ALL_PRODUCTS, isToxin, unitsIn } from '../products';
import { endAttempt, injectDose, newAttempt, session, setDevice, setPose } from '../state/session';
import { useApp } from '../state/store';
import { strings } from '../strings';
import { EntryFields, type Spot } from './EntryFields';

const s = strings.hand;

/** A button that acts while it is held; keyboard too. A short tap leaves `toggle` acts running until the next tap. */
function HoldButton({ label, pressed, disabled, onHold, toggle = false, className = '' }: { label: string; pressed: boolean; disabled?: boolean; onHold: (on: boolean) => void; toggle?: boolean; className?: string }) {
  const since = useRef(0);
  const wasOn = useRef(false);
  const begin = () => {
    wasOn.current = pressed;
    since.current = performance.now();
    if (toggle && pressed) onHold(false);
    else onHold(true);
  };
  const end = () => {
    if (since.current === 0) return;
    const short = performance.now() - since.current < 350;
    since.current = 0;
    if (toggle && short) return;
    onHold(false);
  };
  return (
    <Button
      className={`hold ${className}`}
      aria-pressed={pressed}
      disabled={disabled}
      onPointerDown={(event: PointerEvent<HTMLButtonElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        begin();
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onLostPointerCapture={end}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if ((event.key === ' ' || event.key === 'Enter') && !event.repeat) {
          event.preventDefault();
          begin();
        }
      }}
      onKeyUp={(event) => {
        if (event.key === ' ' || event.key === 'Enter') end();
      }}
      onBlur={end}
    >
      {label}
    </Button>
  );
}

/** Depth along the shaft: slider and steps of a tenth and of one millimetre. */
function DepthControls() {
  const set = useApp((state) => state.entry !== null);
  const depth = useApp((state) => state.depth_mm);
  const length = useApp((state) => state.device.length_mm);
  const inside = set && depth > 0;
  const step = (by: number) => session.sink.advance(by);
  return (
    <>
      <Slider label={s.depth} value={depth} min={0} max={length} step={0.1} format={(v) => `${v.toFixed(1)} mm`} onChange={(v) => setPose({ depth_mm: v })} disabled={!set} />
      <div className="stepper" role="group" aria-label={`${s.depth}, mm`}>
        <Button onClick={() => step(-1)} disabled={!inside} aria-label={s.retreat1}>−1</Button>
        <Button onClick={() => step(-0.1)} disabled={!inside} aria-label={s.retreat}>−0.1</Button>
        <Button onClick={() => step(0.1)} disabled={!set} aria-label={s.advance}>+0.1</Button>
        <Button onClick={() => step(1)} disabled={!set} aria-label={s.advance1}>+1</Button>
      </div>
    </>
  );
}

/** For tasks that only ask where the tip lies: depth, and the needle off again. */
export function DepthActs() {
  const set = useApp((state) => state.entry !== null);
  const inside = useApp((state) => state.depth_mm > 0);
  return (
    <section className="acts" aria-label={s.title}>
      <DepthControls />
      <Button onClick={() => session.sink.withdraw()} disabled={!set}>{inside ? s.withdraw : s.remove}</Button>
    </section>
  );
}

/** Steps along the shaft, plunger, withdrawal: the acts of the hand as buttons, big enough for a thumb. At rest during a replay. */
export function HandActs() {
  const set = useApp((state) => state.entry !== null);
  const depth = useApp((state) => state.depth_mm);
  const injecting = useApp((state) => state.injecting);
  const pulling = useApp((state) => state.aspirating_s);
  const remaining = useApp((state) => state.remaining_ml);
  const product = useApp((state) => state.product);
  const technique = useApp((state) => state.technique);
  const attempt = useApp((state) => state.attempt);
  const warp = useApp((state) => state.warp);
  const replaying = useApp((state) => state.replayTick !== null);
  const setHand = useApp((state) => state.setHand);
  if (replaying) return <p className="notice muted">{s.replaying}</p>;
  const inside = set && depth > 0;
  const delivered = attempt?.totals.volume_ml ?? 0;
  const units = unitsIn(product, delivered);
  const started = (attempt?.passes.length ?? 0) > 0;
  const canGive = inside && !injecting && remaining > 0;
  return (
    <section className="acts" aria-label={s.title}>
      <DepthControls />
      <div className="two">
        <HoldButton toggle label={pulling === null ? s.aspirate : s.aspirating(pulling)} pressed={pulling !== null} disabled={!inside || injecting} onHold={session.sink.aspirate} />
        <HoldButton className={injecting ? 'btn-active' : 'btn-primary'} label={injecting ? s.injecting : s.inject} pressed={injecting} disabled={!inside || remaining <= 0} onHold={session.sink.inject} />
      </div>
      <p className="num delivered">
        <span>{s.delivered} <strong>{delivered.toFixed(2)} mL</strong>{units !== null && delivered > 0 ? ` (${units.toFixed(1)} U)` : ''}</span>
        <span className="muted">{s.left} {remaining.toFixed(2)} mL</span>
      </p>
      <div className="act-end">
        <Button onClick={() => session.sink.withdraw()} disabled={!set}>{inside ? s.withdraw : s.remove}</Button>
        <Button variant={!set && started ? 'primary' : 'plain'} onClick={() => void endAttempt()} disabled={!started}>{technique === null ? s.finishFree : s.finish}</Button>
        <Button icon aria-label={s.reset} title={s.reset} onClick={newAttempt} disabled={!set && !started}><Icon name="undo" /></Button>
      </div>
      <div className="two">
        <Button onClick={() => injectDose(0.01)} disabled={!canGive}>{s.dose01}</Button>
        <Button onClick={() => injectDose(0.05)} disabled={!canGive}>{s.dose}</Button>
      </div>
      <Toggle label={s.warp} checked={warp} onChange={(on) => setHand({ warp: on })} />
    </section>
  );
}

/** Device, product and rate: chosen before the skin is entered. */
export function DevicePanel() {
  const device = useApp((state) => state.device);
  const product = useApp((state) => state.product);
  const rate = useApp((state) => state.rate_ml_per_min);
  const inside = useApp((state) => state.depth_mm > 0);
  const look = deviceLook(device);
  const lengths = [...new Set([...usualLengths(device.kind, device.gauge), device.length_mm])].sort((a, b) => a - b);
  const change = (kind: 'needle' | 'cannula', gauge: number) => {
    const known = listedGauges(kind);
    const near = known.reduce((best, g) => (Math.abs(g - gauge) < Math.abs(best - gauge) ? g : best), known[0]);
    const usual = usualLengths(kind, near);
    setDevice({ device: { kind, gauge: near, length_mm: usual.includes(device.length_mm) ? device.length_mm : usual[Math.floor(usual.length / 2)] } });
  };
  return (
    <section className="device" aria-label={s.kind}>
      <Segmented label={s.kind} value={device.kind} options={[{ value: 'needle', label: s.needle }, { value: 'cannula', label: s.cannula }]} onChange={(kind) => !inside && change(kind, device.gauge)} />
      <div className="two">
        <Select label={s.gauge} value={String(device.gauge)} disabled={inside} options={listedGauges(device.kind).map((g) => ({ value: String(g), label: `${g} G` }))} onChange={(g) => change(device.kind, Number(g))} />
        <Select label={s.length} value={String(device.length_mm)} disabled={inside} options={lengths.map((l) => ({ value: String(l), label: `${l} mm` }))} onChange={(l) => setDevice({ device: { ...device, length_mm: Number(l) } })} />
      </div>
      <p className="hub-line"><span className="hub-dot" ref={(node) => node?.style.setProperty('--hub', look.hub)} aria-hidden="true" />{s.hub(look.hubName)} · ⌀ {look.outer_mm.toFixed(2)} mm</p>
      <Select label={s.product} value={product} disabled={inside} options={ALL_PRODUCTS.map((p) => ({ value: p.id, label: p.name, group: p.toxin ? strings.technique.toxin : strings.technique.filler }))} onChange={(id) => setDevice({ product: id })} />
      <Slider label={s.rate} value={rate} min={0.05} max={isToxin(product) ? 3 : 2} step={0.05} format={(v) => `${v.toFixed(2)} mL/min`} onChange={(v) => setDevice({ rate_ml_per_min: v })} />
    </section>
  );
}

/** Entry by landmark and offsets, angle, azimuth and roll as numbers. `start`: where the fields begin (see `EntryFields`). */
export function AimPanel({ start }: { start?: Spot | null }) {
  const angle = useApp((state) => state.angle_deg);
  const azimuth = useApp((state) => state.azimuth_deg);
  const roll = useApp((state) => state.roll_deg);
  return (
    <section className="aim" aria-label={s.entry}>
      <EntryFields start={start} />
      <Slider label={s.angle} value={angle} min={5} max={90} step={1} format={(v) => `${v.toFixed(0)}°`} onChange={(v) => setPose({ angle_deg: v })} />
      <Slider label={s.azimuth} value={azimuth} min={-180} max={180} step={1} format={(v) => `${v.toFixed(0).replace('-', '−')}°`} onChange={(v) => setPose({ azimuth_deg: v })} />
      <p className="muted">{s.azimuthHelp}</p>
      <Slider label={s.roll} value={roll} min={-180} max={180} step={5} format={(v) => `${v.toFixed(0).replace('-', '−')}°`} onChange={(v) => setPose({ roll_deg: v })} />
      <p className="muted">{s.rollHelp}</p>
    </section>
  );
}
