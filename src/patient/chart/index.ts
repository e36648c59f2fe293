/** The face chart: a flat map of the skin of the reference face, the same label for every patient. */
export { ChartError, loadChart, nearestRegion, NO_REGION, outlineDistance } from './load';
export { buildChartGrid, skinPosition, skinToUv, uvToSkin, uvToSkinNear, type ChartGrid } from './locate';
