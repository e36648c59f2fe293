import { lazy, Suspense } from 'react';
import { strings } from '../strings';

const StructureCard = lazy(() => import('./StructureCard'));

/** The card of the selected structure; its texts and studies load when one is first selected. */
export function LazyCard() {
  return (
    <Suspense fallback={<p className="muted">{strings.card.loading}</p>}>
      <StructureCard />
    </Suspense>
  );
}
