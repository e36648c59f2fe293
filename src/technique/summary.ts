/** Parts of the card that need no plan: critical events, totals, what was pierced. */
import type { Attempt } from '../trace/fold';
import { TICKS_PER_SECOND } from '../trace/types';
import type { Critical, ScoreCard } from './types';
import { inSentence } from './words';

const round2 = (x: number): number => Math.round(x * 100) / 100 + 0;

/** One critical a vessel: product delivered with the opening in an arterial lumen; and one for product in an orbit or a globe. */
export function criticals(attempt: Attempt): Critical[] {
  return [...intraArterial(attempt), ...intraOrbital(attempt)];
}

/** What a card with critical events says first. */
export const criticalVerdict = (critical: readonly Critical[]): string =>
  critical.some((c) => c.kind === 'intra-arterial') ? 'Critical: product in an artery.' : 'Critical: product in the eye socket.';

/** Product behind the orbital septum: no technique here goes there. A judgement of this project, without a study behind it. */
function intraOrbital(attempt: Attempt): Critical[] {
  const inside = attempt.deposits.filter((d) => d.volume_ml > 0 && (d.layer === 'orbit' || d.layer === 'globe'));
  if (inside.length === 0) return [];
  const structure = inside.some((d) => d.layer === 'globe') ? 'globe' : 'orbit';
  const volume_ml = Math.round(inside.reduce((sum, d) => sum + d.volume_ml, 0) * 1e4) / 1e4 + 0;
  return [
    {
      kind: 'intra-orbital',
      text: `${volume_ml} mL was delivered in the ${structure}. On a patient this threatens sight. Nothing else on this card makes up for it.`,
      structure,
      side: attempt.passes[inside[0].pass].entry.side,
      volume_ml,
      tick: inside[0].tick,
      sources: ['assumed'],
    },
  ];
}

function intraArterial(attempt: Attempt): Critical[] {
  const found = new Map<string, { name: string; id: string; side: Critical['side']; ml: number; tick: number }>();
  for (const deposit of attempt.deposits) {
    if (deposit.volume_ml <= 0) continue;
    for (const { id, name, kind, side } of deposit.lumen) {
      if (kind !== 'artery') continue;
      const row = found.get(`${id}:${side}`);
      if (row) row.ml += deposit.volume_ml;
      else found.set(`${id}:${side}`, { name, id, side, ml: deposit.volume_ml, tick: deposit.tick });
    }
  }
  return [...found.values()].map(({ name, id, side, ml, tick }) => {
    const volume_ml = Math.round(ml * 1e4) / 1e4 + 0;
    return {
      kind: 'intra-arterial',
      text: `${volume_ml} mL was delivered while the opening lay in the lumen of the ${inSentence(name)}${side === 'mid' ? '' : ` (${side})`}. On a patient this is a vascular occlusion: stop, come out, treat. Nothing else on this card makes up for it.`,
      structure: id,
      side,
      volume_ml,
      tick,
      sources: ['goodman2022', 'vanloghem2018'],
    };
  });
}

export function totalsOf(attempt: Attempt): ScoreCard['totals'] {
  const { totals } = attempt;
  const ml = (x: number): number => Math.round(x * 1e4) / 1e4 + 0;
  return {
    volume_ml: ml(totals.volume_ml),
    arterial_ml: ml(totals.arterial_ml),
    venous_ml: ml(totals.venous_ml),
    passes: attempt.passes.length,
    redirections: attempt.redirections,
    seconds: round2(attempt.tick / TICKS_PER_SECOND),
    in_tissue_seconds: round2(attempt.in_tissue_ticks / TICKS_PER_SECOND),
    tip_path_mm: round2(attempt.tip_path_mm),
  };
}

export const piercedOf = (attempt: Attempt): ScoreCard['pierced'] => attempt.pierced.map(({ id, name, kind, side, tick }) => ({ id, name, kind, side, tick }));
