/** Widespread beliefs that sound safe and are not: the wrong answers to "how would you lower the risk?". Each with what speaks against it. */
import type { Choice } from './types';

export type Misconception = Omit<Choice, 'right'> & { kinds: readonly ('filler' | 'toxin')[] };

export const MISCONCEPTIONS: readonly Misconception[] = [
  {
    id: 'aspiration-permits',
    text: 'Aspirate for a second; if no blood comes back, a bolus is safe',
    why: 'Aspiration was positive in 33 % of bench tests at 1 s and 63 % by 10 s; 38 % stayed negative in the vessel. The tip also moves by 2 to 3 mm when the plunger does.',
    sources: ['vanloghem2018', 'tipmove2022'],
    kinds: ['filler'],
  },
  {
    id: 'fast',
    text: 'Inject fast, so that the needle spends less time in the tissue',
    why: 'Speed is pressure, and pressure is what drives filler back along an artery. Consensus asks for slow, low-pressure delivery.',
    sources: ['goodman2022'],
    kinds: ['filler'],
  },
  {
    id: 'fine-cannula',
    text: 'Use a 27G cannula: it cannot enter an artery',
    why: 'A 27G cannula and a 27G needle entered arteries with the same force (0.78 and 0.70 N). Only 25G and thicker need clearly more.',
    sources: ['pavicic2019'],
    kinds: ['filler'],
  },
  {
    id: 'small-bolus',
    text: 'Stay at or under 0.1 mL: that much cannot reach the eye',
    why: 'About 0.04 mL was enough to block the ophthalmic artery from forehead and nose in cadaver work; 0.1 mL is habit, not a limit.',
    sources: ['yonseiOA'],
    kinds: ['filler'],
  },
  {
    id: 'one-bolus',
    text: 'Give the whole amount at once in one place, to spare further punctures',
    why: 'Small aliquots with a look at skin and refill after each are what limits the volume that can go wrong.',
    sources: ['goodman2022'],
    kinds: ['filler'],
  },
  {
    id: 'more-volume',
    text: 'Dilute it more and inject a larger volume, so that the dose spreads evenly',
    why: 'Injection volume, not units, predicted adverse events: what spreads evenly also spreads to the neighbour.',
    sources: ['oprs2023'],
    kinds: ['toxin'],
  },
  {
    id: 'massage-down',
    text: 'Massage firmly afterwards towards the eye to settle the product',
    why: 'Rubbing moves toxin and filler out of the target; the plans ask for pressure on the point, not for rubbing.',
    sources: ['textbook'],
    kinds: ['toxin'],
  },
  {
    id: 'deeper-is-safer',
    text: 'Go as deep as the needle reaches: vessels and muscles of expression are all superficial',
    why: 'Arteries lie on bone in places (the deep temporal arteries, for one), and toxin below its muscle reaches another.',
    sources: ['textbook'],
    kinds: ['filler', 'toxin'],
  },
  {
    id: 'landmarks-enough',
    text: 'Rely on the textbook course of the vessel; it hardly varies',
    why: 'It does: branches are missing, doubled or detoured in a good part of people, and right and left differ.',
    sources: ['textbook'],
    kinds: ['filler', 'toxin'],
  },
];
