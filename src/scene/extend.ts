import { extend, type ThreeElement } from '@react-three/fiber';
import { Line } from 'three';

// `line` is an SVG element in JSX; three's own needs another name.
extend({ ThreeLine: Line });

declare module '@react-three/fiber' {
  interface ThreeElements {
    threeLine: ThreeElement<typeof Line>;
  }
}
