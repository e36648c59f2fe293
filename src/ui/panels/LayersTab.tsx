import type { ReactNode } from 'react';
import { LayersPanel } from './LayersPanel';
import { SearchBox } from './SearchBox';

/** Search above the layers, with what belongs between them. */
export default function LayersTab({ children }: { children?: ReactNode }) {
  return (
    <>
      <SearchBox />
      {children}
      <LayersPanel />
    </>
  );
}
