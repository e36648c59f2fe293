import { techniqueSource } from '../../technique/library';
import { strings } from '../strings';

/** A source in one line: authors, year, title, journal; or the mark that it is not a measurement. */
export function SourceNote({ id, measured }: { id: string; measured: boolean }) {
  const source = techniqueSource(id);
  return (
    <span>
      {source ? (
        <>
          {source.authors ? `${source.authors}. ` : ''}
          {source.title}
          {source.journal ? `. ${source.journal}` : ''}
          {source.year ? `, ${source.year}` : ''}
        </>
      ) : (
        id
      )}
      {!measured && <span className="badge badge-unmeasured">{strings.card.notMeasured}</span>}
    </span>
  );
}
