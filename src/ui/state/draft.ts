/** An attempt that is open when the page goes (reload, closed tab) is set down at once, and scored and kept by the next start. */
import { InputError } from '../../trace/check';
import type { Trace } from '../../trace/types';
import { serialise } from '../../trace/write';
import { strings } from '../strings';
import { keepAttempt } from './keep';
import { loadScorer } from './scorer';
import { openAttempt } from './session';
import { store } from './store';

/** A draft an attempt: several windows may be open. */
const PREFIX = 'bevel-open-attempt:';

/** Where drafts lie; nowhere where storage is switched off. */
function draftKeys(): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

/** Takes the drafts out of storage. */
function takeDrafts(): string[] {
  try {
    return draftKeys().map((key) => {
      const text = localStorage.getItem(key) ?? '';
      localStorage.removeItem(key);
      return text;
    });
  } catch {
    return [];
  }
}

/** Product was given, so there is something to lose. */
function setDown(): void {
  const trace = openAttempt();
  if (!trace || !store.getState().attempt?.deposits.length) return;
  const ended: Trace = { ...trace, header: { ...trace.header, recorded: { ...trace.header.recorded, ended: new Date().toISOString() } } };
  try {
    // Synchronous: a page that goes does not wait for a database.
    localStorage.setItem(PREFIX + trace.header.id, serialise(ended));
  } catch {
    // Storage is full or switched off.
  }
}

/** Score and keep what earlier pages set down; say so. */
async function takeUp(): Promise<void> {
  if (draftKeys().length === 0) return;
  // First what reads and scores them: should it not come, the drafts stay where they are for the next start.
  const [score, { parseTrace }] = await Promise.all([loadScorer(), import('../../trace/parse')]);
  for (const text of takeDrafts()) {
    try {
      const trace = parseTrace(text);
      const problem = await keepAttempt(trace, score(trace));
      store.getState().say('caution', problem ?? strings.link.interrupted);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      console.warn('Bevel: an interrupted attempt could not be read:', error.message);
    }
  }
}

/** Watch over the open attempt of this window. @returns stops watching */
export function guardAttempt(): () => void {
  const shown = (event: PageTransitionEvent) => {
    // The page came back as it was, its attempt still open.
    const trace = openAttempt();
    if (event.persisted && trace) localStorage.removeItem(PREFIX + trace.header.id);
  };
  addEventListener('pagehide', setDown);
  addEventListener('pageshow', shown);
  takeUp().catch((error: unknown) => console.warn('Bevel: an interrupted attempt could not be taken up:', error));
  return () => {
    removeEventListener('pagehide', setDown);
    removeEventListener('pageshow', shown);
  };
}
