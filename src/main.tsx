import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { stage } from './scene/stage';
import { App } from './ui/App';
import { ErrorBoundary } from './ui/components/ErrorBoundary';
import { store } from './ui/state/store';

declare global {
  interface Window {
    /** For measurements and browser tests: counters of the last frame, the present state, and whether to draw every frame in full. */
    __bevel: { stats(): typeof stage.stats; sharp(always: boolean): void; state(): ReturnType<typeof store.getState> };
  }
}

window.__bevel = {
  stats: () => ({ ...stage.stats }),
  sharp: (always) => {
    stage.quality.fixed = always;
    stage.invalidate();
  },
  state: () => store.getState(),
};

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </StrictMode>,
  );
}
