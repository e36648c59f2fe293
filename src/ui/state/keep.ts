/** Keeping attempts in this browser. */
import type { ScoreCard } from '../../technique';
import type { Trace } from '../../trace';

const PROFILE_KEY = 'bevel-profile';
let profile: string | null = null;

/** The learner's id in this browser, made at the first attempt. */
export function profileId(): string {
  if (profile) return profile;
  try {
    profile = localStorage.getItem(PROFILE_KEY);
    if (!profile) {
      profile = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      localStorage.setItem(PROFILE_KEY, profile);
    }
  } catch {
    // Storage may be switched off; the attempt itself still works.
    profile = 'guest';
  }
  return profile;
}

/** Keep a finished attempt. @returns null, or why it could not be kept in words for the reader. */
export async function keepAttempt(trace: Trace, card: ScoreCard): Promise<string | null> {
  const { saveAttempt } = await import('./recordsPort');
  return saveAttempt(trace, card);
}
