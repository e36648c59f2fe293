import { TISSUE_COLOURS } from '../tissueColours';

/** A square in the colour that the section gives a tissue; `colour` for what is no tissue. Beside its name, so hidden from assistive technology. */
export function TissueMark({ tissue, colour = TISSUE_COLOURS[tissue] ?? '#888888' }: { tissue: string; colour?: string }) {
  return <span className="tissue" ref={(node) => node?.style.setProperty('background', colour)} aria-hidden="true" />;
}
