import { lazy, Suspense, useState, type ReactNode } from 'react';
import { loadTechnique, notMeasured, TECHNIQUES, type Technique } from '../../technique';
import { Button, Select, Toggle } from '../components/controls';
import { Dialog } from '../components/Dialog';
import { productName } from '../products';
import { chooseTechnique, takePlannedDevice } from '../state/plan';
import { useApp } from '../state/store';
import { strings, tissueName } from '../strings';
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
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {children}
        {basis && (basis === 'found' || basis === 'measured' ? null : <span className="badge badge-unmeasured" title={strings.card.notMeasured}>{s.basis[basis] ?? basis}</span>)}
      </dd>
    </div>
  );
}

function PlanFacts({ technique }: { technique: Technique }) {
  const { plan } = technique;
  const basis = plan.basis;
  const angles = [...new Set(plan.items.map((item) => item.angle_deg))];
  const layers = [...new Set(plan.items.map((item) => item.depth_layer))];
  const amount = Object.entries(plan.total)
    .map(([key, value]) => (key.startsWith('units') ? `${value} U` : `${value} mL`) + (key.endsWith('per_side') ? ' a side' : ''))
    .join(' · ');
  return (
    <dl className="facts">
      <Fact label={strings.hand.entry} basis={basis.location}>{technique.entry}</Fact>
      <Fact label={s.device} basis={basis.device}>{plan.device.id.replace('-', ' ')} · {plan.device.length_mm} mm</Fact>
      <Fact label={s.product}>{plan.products.map(productName).join(', ')}</Fact>
      <Fact label={s.layer}>{layers.map(tissueName).join(', ')}</Fact>
      <Fact label={s.angle} basis={basis.angle_deg}>{angles.map((a) => `${a}°`).join(', ')}</Fact>
      <Fact label={s.amount} basis={basis.amount}>{amount} · {s.points(plan.items.length)}</Fact>
      <Fact label={s.rate}>{plan.rate_ml_per_min_max} mL/min</Fact>
      <Fact label={s.aspirate} basis={basis.aspirate}>{plan.aspirate.replace('-', ' ')}</Fact>
      <Fact label={s.bone} basis={basis.bone_contact}>{plan.bone_contact}</Fact>
    </dl>
  );
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
          <Toggle label={s.guidance} checked={guidance} onChange={(on) => setOption({ guidance: on })} />
          <Button onClick={() => takePlannedDevice(technique)} disabled={busy}>{s.useDevice}</Button>
          <BriefingButton technique={technique} />
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
