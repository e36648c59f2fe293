/** Items of the kind "place the tip in the named layer", at the entry points of the eight techniques. */
import { LAYER_MODEL, landmark } from '../atlas';
import { LAYERS } from '../patient/layers';
import type { Layer } from '../patient/layers';
import { TECHNIQUES } from '../technique/library';
import { zoneOf } from './zones';
import type { PlaceItem, SkinSpot } from './types';
import { inSentence } from '../technique/words';

/** Thinner than this on the reference face a layer is not asked for: it is below what a hand can do. */
const LEAST_MM = 0.9;
export const PLACE_TOLERANCE_MM = 4;

export const LAYER_WORDS: Record<Layer, string> = {
  skin: 'skin (dermis)',
  'superficial-fat': 'superficial fat',
  'smas-muscle': 'SMAS and mimetic muscle',
  'deep-fat': 'deep fat',
  'deep-fascia-superficial': 'superficial layer of the deep fascia',
  'temporal-fat-pad': 'temporal fat pad',
  'deep-fascia-deep': 'deep layer of the deep fascia',
  'deep-muscle': 'deep muscle',
  periosteum: 'periosteum (on bone)',
};

/** A spot in words: "10 mm lateral and 10 mm above the lateral end of the brow". */
export function spotWords({ landmark: id, lateral_mm, superior_mm }: SkinSpot): string {
  const side = lateral_mm === 0 ? '' : `${Math.abs(lateral_mm)} mm ${lateral_mm > 0 ? 'lateral to' : 'medial to'}`;
  const up = superior_mm === 0 ? '' : `${Math.abs(superior_mm)} mm ${superior_mm > 0 ? 'above' : 'below'}`;
  const words = inSentence(landmark(id).name);
  return side && up ? `${side.replace(/ to$/, '')} and ${up} ${words}` : `${side || up || 'at'} ${words}`;
}

/** One item per entry point and layer that is thick enough there. */
export function placeItems(): PlaceItem[] {
  const out: PlaceItem[] = [];
  for (const technique of TECHNIQUES) {
    technique.plan.items.forEach((planItem, index) => {
      const spot: SkinSpot = planItem.kind === 'thread' ? planItem.entry : { landmark: planItem.landmark, lateral_mm: planItem.lateral_mm, superior_mm: planItem.superior_mm };
      const stack = LAYER_MODEL.find((r) => r.region === planItem.region);
      if (!stack) return;
      for (const row of stack.female.stack) {
        const layer = row.layer as Layer;
        const planned = layer === planItem.depth_layer;
        if (!LAYERS.includes(layer) || layer === 'skin' || (!planned && row.mean_mm < LEAST_MM) || row.mean_mm <= 0) continue;
        const order = stack.female.stack.filter((r) => r.mean_mm > 0).map((r) => LAYER_WORDS[r.layer as Layer] ?? r.layer);
        out.push({
          id: `place:${technique.id}:${index}:${layer}`,
          kind: 'place',
          zone: zoneOf(planItem.region),
          region: planItem.region,
          prompt: `Place the needle tip in the ${LAYER_WORDS[layer]}, ${spotWords(spot)} (right side).`,
          explanation: `Here the layers are, from the skin: ${order.join(', ')}. On the reference face the ${LAYER_WORDS[layer]} lies ${row.top_mm} to ${row.bottom_mm} mm deep; on this face it may differ.${planned ? ` It is the target of the ${technique.name.toLowerCase()} plan.` : ''}`,
          sources: row.sources?.length ? row.sources : [row.basis ?? 'assumed'],
          structures: [],
          spot,
          side: 'right',
          layer,
          tolerance_mm: PLACE_TOLERANCE_MM,
        });
      }
    });
  }
  return out;
}
