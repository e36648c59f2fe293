import raw from './data/devices.json';

export interface NeedleRow {
  id: string;
  gauge: number;
  outer_mm: number;
  inner_regular_wall_mm: number | null;
  hub_colour_iso6009: string | null;
  usual_lengths_mm: number[];
  bevel_angle_deg: number | null;
  bevel_length_mm: number | null;
  typical_use: string | null;
  sources: string[];
  confidence: string;
}

export interface CannulaRow {
  id: string;
  gauge: number;
  outer_mm: number;
  inner_mm_typical: number | null;
  usual_lengths_mm: number[];
  port_centre_from_tip_mm: number | null;
  pilot_needle_gauge: number | null;
  flex: string | null;
  sources: string[];
  confidence: string;
}

export interface SyringeRow {
  id: string;
  name: string;
  volume_ml: number;
  inner_diameter_mm: number;
  plunger_area_mm2: number;
  source: string;
  confidence: string;
}

export interface ProductClass {
  id: string;
  name: string;
  needle: string | null;
  cannula: string | null;
  planes: string[];
  max_bolus_ml: number | null;
  sources: string[];
  confidence: string;
}

export interface ToxinRow {
  id: string;
  name: string;
  diluent_ml_per_100U: number | null;
  U_per_0_1ml: number | null;
  glabella_total_U: number | null;
  ratio_to_ona: number | null;
  sources: string[];
  confidence: string;
}

interface DeviceFile {
  needles: NeedleRow[];
  cannulas: CannulaRow[];
  syringes: SyringeRow[];
  products: { generic_classes: ProductClass[] };
  toxins: ToxinRow[];
}

const file = raw as unknown as DeviceFile;

export const NEEDLES: readonly NeedleRow[] = file.needles;
export const CANNULAS: readonly CannulaRow[] = file.cannulas;
export const SYRINGES: readonly SyringeRow[] = file.syringes;
export const PRODUCTS: readonly ProductClass[] = file.products.generic_classes;
export const TOXINS: readonly ToxinRow[] = file.toxins;
