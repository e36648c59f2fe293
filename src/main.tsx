import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { stage } from './scene/stage';
import { App } from './ui/App';
import { ErrorBoundary } from './ui/components/ErrorBoundary';
import { store } from './ui/state/store';

declare global {
  interface Window {
    /** For measurements and browser tests: counters of the last frame, and the present state. */
    __bevel: { stats(): typeof stage.stats; state(): ReturnType<typeof store.getState> };
  }
}

window.__bevel = { stats: () => ({ ...stage.stats }), state: () => store.getState() };

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
