/** Optional sound: a tick per layer passed, a low tone near a wall, a rough one when it is pierced, a knock on bone. Off by default. */
import type { RecordedReading } from '../trace';

let context: AudioContext | null = null;

function tone(hz: number, seconds: number, type: OscillatorType, gain: number): void {
  context ??= new AudioContext();
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.type = type;
  oscillator.frequency.value = hz;
  volume.gain.setValueAtTime(gain, context.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.0005, context.currentTime + seconds);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start();
  oscillator.stop(context.currentTime + seconds);
}

/** Sound the difference between two readings. */
export function tick(before: RecordedReading | null, now: RecordedReading): void {
  if (now.pierced.length > (before?.pierced.length ?? 0)) return tone(160, 0.45, 'sawtooth', 0.14);
  if (now.bone_contact && !before?.bone_contact) return tone(90, 0.12, 'square', 0.16);
  if (before && before.tip.layer !== now.tip.layer) return tone(880, 0.05, 'triangle', 0.1);
  if (now.risk.level === 'caution' && before?.risk.level === 'low') return tone(330, 0.2, 'sine', 0.12);
}
