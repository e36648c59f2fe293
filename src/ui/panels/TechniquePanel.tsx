import { lazy, Suspense, useState, type ReactNode } from 'react';
import { loadTechnique, notMeasured, TECHNIQUES } from '../../technique/library';
import type { PlanItem, Technique } from '../../technique/types';
import { Button, Select, Toggle } from '../components/controls';
import { Dialog } from '../components/Dialog';
import { Icon } from '../components/Icon';
import { productName } from '../products';
import { chooseTechnique, parseDeviceId, takePlannedDevice } from '../state/plan';
import { useApp } from '../state/store';
import { tissueName } from '../../technique/words';
import { strings } from '../strings';
import { SourceNote } from './SourceNote';

const s = strings.technique;
const BriefingText = lazy(() => import('./Briefing'));

/** Opens what is to be read before the needle; its texts load when it is opened. */
function BriefingButton({ technique }: { technique: Technique }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{strings.briefing.open}</Button>
      <Dialog open={open} title={strings.briefing.title(technique.name)} onClose={() => setOpen(false)}>
        <Suspense fallback={<p className="muted" role="status">{strings.loading.mode}</p>}>
          <BriefingText technique={technique.id} />
        </Suspense>
      </Dialog>
    </>
  );
}

function Fact({ label, children, basis }: { label: string; children: ReactNode; basis?: string }) {
  const unmeasured = basis !== undefined && basis !== 'found' && basis !== 'measured';
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {children}
        {unmeasured && <span className="badge badge-unmeasured" title={strings.card.notMeasured}>{s.basis[basis] ?? basis}</span>}
      </dd>
    </div>
  );
}

/** Chart coordinates in a plan are for its reviewer, not for the hand. */
const forTheHand = (text: string) => {
  const words = text.replace(/\s*\((?:about )?u -?[\d.]+, v -?[\d.]+[^)]*\)/g, '');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** `volume_ml_per_side: 0.4` -> "0.4 mL a side"; what is not given is left out. */
function amountWords(total: Record<string, number>): string {
  return Object.entries(total)
    .filter(([, value]) => value > 0)
    .map(([key, value]) => {
      const [, unit, where] = /^(units|volume_ml)_?(.*)$/.exec(key) ?? [];
      return `${value} ${unit === 'units' ? 'U' : 'mL'}${where && s.where[where] ? ` ${s.where[where]}` : ''}`;
    })
    .join(' · ');
}

/** How the product is laid: points counted on both sides, or threads with their passes. */
function layWords(items: readonly PlanItem[]): string {
  const count = (list: readonly PlanItem[]) => list.reduce((sum, item) => sum + (item.per_side ? 2 : 1), 0);
  const points = items.filter((item) => item.kind === 'point');
  const threads = items.filter((item) => item.kind === 'thread');
  const words: string[] = [];
  if (points.length > 0) words.push(s.points(count(points)));
  if (threads.length > 0) words.push(s.threads(count(threads), threads[0].passes) + (threads[0].retrograde ? `, ${s.retrograde}` : ''));
  return words.join(' · ');
}

function PlanFacts({ technique }: { technique: Technique }) {
  const { plan } = technique;
  const basis = plan.basis;
  const angles = [...new Set(plan.items.map((item) => item.angle_deg))];
  const layers = [...new Set(plan.items.map((item) => item.depth_layer))];
  return (
    <dl className="facts">
      <Fact label={strings.hand.entry} basis={basis.location}>{forTheHand(technique.entry)}</Fact>
      <Fact label={s.layer} basis={basis.depth_mm}>{layers.map((layer) => tissueName(layer, technique.model_region)).join(', ')}</Fact>
      <Fact label={s.angle} basis={basis.angle_deg}>{angles.map((a) => `${a}°`).join(', ')}</Fact>
      <Fact label={s.amount} basis={basis.amount}>{amountWords(plan.total)} · {layWords(plan.items)}</Fact>
      <Fact label={s.rate}>{plan.rate_ml_per_min_max} mL/min</Fact>
      <Fact label={s.device} basis={basis.device}>{deviceWords(plan.device)}</Fact>
      <Fact label={s.product}>{plan.products.map(productName).join(', ')}</Fact>
      <Fact label={s.aspirate} basis={basis.aspirate}>{s.advice[plan.aspirate]}</Fact>
      <Fact label={s.bone} basis={basis.bone_contact}>{s.contact[plan.bone_contact]}</Fact>
    </dl>
  );
}

/** `needle-27G`, 19 -> "Needle 27 G · 19 mm". */
function deviceWords(device: { id: string; length_mm: number }): string {
  const parsed = parseDeviceId(device.id);
  return `${parsed ? `${strings.hand[parsed.kind]} ${parsed.gauge} G` : device.id} · ${device.length_mm} mm`;
}

/** Takes the planned device and product into the hand; says so when they already are. */
function PlannedDevice({ technique, busy }: { technique: Technique; busy: boolean }) {
  const device = useApp((state) => state.device);
  const product = useApp((state) => state.product);
  const parsed = parseDeviceId(technique.plan.device.id);
  const same = parsed !== null && device.kind === parsed.kind && device.gauge === parsed.gauge && device.length_mm === technique.plan.device.length_mm && product === technique.plan.products[0];
  if (same) return <p className="planned"><Icon name="check" size={18} />{s.planned}</p>;
  return <Button onClick={() => takePlannedDevice(technique)} disabled={busy}>{s.useDevice}</Button>;
}

/** Which technique, its plan, and whether the plan is drawn on the face. */
export function TechniquePanel() {
  const id = useApp((state) => state.technique);
  const guidance = useApp((state) => state.guidance);
  const setOption = useApp((state) => state.setOption);
  const busy = useApp((state) => state.depth_mm > 0);
  const technique = id === null ? null : loadTechnique(id);
  const options = [
    ...TECHNIQUES.map((t) => ({ value: t.id as string, label: t.name, group: t.kind === 'filler' ? s.filler : s.toxin })),
    { value: '', label: s.free },
  ];
  return (
    <section className="technique" aria-label={s.title}>
      <Select label={s.title} value={id ?? ''} options={options} disabled={busy} onChange={(value) => chooseTechnique(value === '' ? null : value)} />
      {technique ? (
        <>
          <BriefingButton technique={technique} />
          <Toggle label={s.guidance} checked={guidance} onChange={(on) => setOption({ guidance: on })} />
          <PlannedDevice technique={technique} busy={busy} />
          <details open>
            <summary>{s.plan}</summary>
            <PlanFacts technique={technique} />
          </details>
          <details>
            <summary>{s.risks}</summary>
            <ul className="bullets">{technique.structures_at_risk.map((text) => <li key={text}>{text}</li>)}</ul>
          </details>
          <details>
            <summary>{s.steps}</summary>
            <ul className="bullets">{technique.safety_steps.map((text) => <li key={text}>{text}</li>)}</ul>
            <p className="muted">{s.local}</p>
          </details>
          <details>
            <summary>{s.expert}</summary>
            <ul className="bullets">{technique.expert_points.map((text) => <li key={text}>{text}</li>)}</ul>
          </details>
          {technique.checks.length > 0 && (
            <details>
              <summary>{s.checks}</summary>
              <ul className="bullets">{technique.checks.map((check) => <li key={check.text}>{check.text}</li>)}</ul>
            </details>
          )}
          <details>
            <summary>{strings.score.sources}</summary>
            <ul className="bullets">
              {technique.sources.map((source) => <li key={source}><SourceNote id={source} measured={!notMeasured(source)} /></li>)}
            </ul>
          </details>
        </>
      ) : (
        <p className="muted">{s.freeNote}</p>
      )}
    </section>
  );
}
