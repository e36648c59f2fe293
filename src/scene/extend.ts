import { extend, type ThreeElement } from '@react-three/fiber';
import { CylinderGeometry, Group, Line, LineBasicMaterial, LineSegments, Mesh, MeshBasicMaterial, MeshPhysicalMaterial, MeshStandardMaterial, SphereGeometry } from 'three';

// Only what the scene names in JSX: registering all of three would put all of three into the page.
// `line` is an SVG element in JSX; three's own needs another name.
extend({ CylinderGeometry, Group, LineBasicMaterial, LineSegments, Mesh, MeshBasicMaterial, MeshPhysicalMaterial, MeshStandardMaterial, SphereGeometry, ThreeLine: Line });

declare module '@react-three/fiber' {
  interface ThreeElements {
    threeLine: ThreeElement<typeof Line>;
  }
}
