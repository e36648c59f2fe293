import type { LayerRow, MeasurementRow, Source } from './types';
import { isMeasured } from './sources';

/** What is told about one structure. */
export interface StructureNote {
  /** Where it runs, one line. */
  course?: string;
  /** What happens when it is hit. */
  consequence?: string;
  consequence_source?: string;
  origin?: string;
  insertion?: string;
  action?: string;
  parent_name?: string;
  variants?: { id: string; name: string; prevalence_percent: number | null; what_changes: string; source: string }[];
}

export interface GroupNote {
  note?: string;
  alternatives?: { source: string; n?: number; weights?: Record<string, number>; note?: string }[];
  option_notes?: Record<string, string>;
}

/** Everything a study card shows; heavy, so loaded on demand. */
export interface Study {
  notes: Readonly<Record<string, StructureNote>>;
  groups: Readonly<Record<string, GroupNote>>;
  sources: Readonly<Record<string, Source>>;
  rows: readonly MeasurementRow[];
  layerRows: readonly LayerRow[];
  /** Waypoints that were moved on the reference head before this model, with the reason. */
  moves: readonly { id: string; index: number; why: string }[];
}

let loading: Promise<Study> | null = null;

/** Loads notes, measurement rows and sources in their own chunks; the same promise for every caller, a failed load is tried again. */
export function loadStudy(): Promise<Study> {
  loading ??= read().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function read(): Promise<Study> {
  const [notes, sources, vessels, nerves, layers, moves] = await Promise.all([
    import('./data/study/notes.json'),
    import('./data/study/sources.json'),
    import('./data/study/vessel-rows.json'),
    import('./data/study/nerve-muscle-rows.json'),
    import('./data/study/layer-rows.json'),
    import('./data/study/moves.json'),
  ]);
  const all = notes.default as unknown as Record<string, StructureNote> & { 'variant-groups': Record<string, GroupNote> };
  const { 'variant-groups': groups, ...structures } = all;
  return {
    notes: structures as Record<string, StructureNote>,
    groups,
    sources: sources.default as unknown as Record<string, Source>,
    rows: [...(vessels.default as unknown as MeasurementRow[]), ...(nerves.default as unknown as MeasurementRow[])],
    layerRows: layers.default as unknown as LayerRow[],
    moves: moves.default as unknown as { id: string; index: number; why: string }[],
  };
}

export interface StudyCard {
  id: string;
  note: StructureNote;
  rows: { row: MeasurementRow; source: Source | null; measured: boolean }[];
}

/** The card of one structure: its note and every published row, each marked measured or not measured. Unknown ids give an empty card. */
export function studyCard(study: Study, id: string): StudyCard {
  const rows = study.rows
    .filter((row) => row.structures.includes(id))
    .map((row) => ({ row, source: study.sources[row.source] ?? null, measured: isMeasured(row.source, row.confidence) }));
  return { id, note: study.notes[id] ?? {}, rows };
}
