/** A drill under way: a vanilla store over an append-only list of answers, and the item bank. */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { loadStudy } from '../atlas/study';
import type { Study } from '../atlas/study';
import { InputError } from '../trace/check';
import { gradeAnswer, gradeDrill } from './grade';
import { placeItems } from './places';
import { pointItems } from './points';
import { riskItems } from './risks';
import { selectDrill } from './select';
import type { SelectOptions } from './select';
import type { DrillAnswer, DrillCard, DrillGrade, DrillItem, DrillSession } from './types';
import type { PatientSpec } from '../patient/types';

/** Every item there is, in fixed order. */
export function itemBank(study: Study): DrillItem[] {
  return [...pointItems(study), ...placeItems(), ...riskItems()];
}

/** The bank with the atlas notes loaded. */
export const loadItemBank = async (): Promise<DrillItem[]> => itemBank(await loadStudy());

export interface DrillState {
  session: DrillSession;
  /** Index of the open item; `items.length` when all are answered. */
  index: number;
  /** Grade of the last answer, for the talk after it. */
  last: DrillGrade | null;
  /** Set when the last item is answered. */
  card: DrillCard | null;
  /** Answers the open item; cannot be changed afterwards. @throws InputError when the drill is over. */
  answer: (answer: DrillAnswer) => DrillGrade;
  /** Notes the wall-clock end, which the caller gives. */
  end: (endedIso: string) => void;
}

export type DrillStore = StoreApi<DrillState>;

export interface DrillStart {
  id: string;
  profile: string;
  seed: number;
  patient: PatientSpec;
  startedIso: string;
  select?: SelectOptions;
}

/** Starts a drill of ten from the bank. */
export function createDrillStore(bank: readonly DrillItem[], start: DrillStart): DrillStore {
  const session: DrillSession = {
    format: 'bevel-drill',
    version: 1,
    id: start.id,
    profile: start.profile,
    seed: start.seed,
    patient: start.patient,
    items: selectDrill(bank, start.seed, start.select),
    answers: [],
    recorded: { started: start.startedIso },
  };
  return createStore<DrillState>((set, get) => ({
    session,
    index: 0,
    last: null,
    card: null,
    answer(answer) {
      const { session: now, index } = get();
      if (index >= now.items.length) throw new InputError('drill', 'is over', 'Start another one.');
      const next = { ...now, answers: [...now.answers, answer] };
      const grade = gradeAnswer(now.items[index], answer);
      set({ session: next, index: index + 1, last: grade, card: index + 1 === now.items.length ? gradeDrill(next) : null });
      return grade;
    },
    end(endedIso) {
      const { session: now } = get();
      set({ session: { ...now, recorded: { ...now.recorded, ended: endedIso } } });
    },
  }));
}
