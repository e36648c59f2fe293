import { createRoot, type ReconcilerRoot } from '@react-three/fiber';
import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { NeutralToneMapping } from 'three';
import './extend';

interface PictureProps {
  children: ReactNode;
  /** The browser took the drawing context away (or would not give one), or gave it back. */
  onContext: (lost: boolean) => void;
}

/**
 * A canvas that draws on demand and follows the size of its parent. In place of the library's own Canvas, which registers all of three;
 * the state is a store outside React, so that no context needs to cross.
 */
export function Picture({ children, onContext }: PictureProps) {
  const holder = useRef<HTMLDivElement>(null);
  const root = useRef<ReconcilerRoot<HTMLCanvasElement> | null>(null);
  const content = useRef(children);
  content.current = children;

  useEffect(() => {
    const parent = holder.current;
    if (!parent) return;
    // The canvas is made here and not in JSX: a context that was once lost or disposed cannot be used again.
    const canvas = document.createElement('canvas');
    parent.append(canvas);
    const made = createRoot(canvas);
    let live = true;
    const lost = (event: Event) => {
      event.preventDefault();
      onContext(true);
    };
    const restored = () => onContext(false);
    canvas.addEventListener('webglcontextlost', lost);
    canvas.addEventListener('webglcontextrestored', restored);
    const configure = async () => {
      const { width, height } = parent.getBoundingClientRect();
      if (width < 1 || height < 1) return;
      await made.configure({
        frameloop: 'demand',
        dpr: [1, 2],
        gl: { antialias: true, powerPreference: 'high-performance', toneMapping: NeutralToneMapping },
        camera: { fov: 24, near: 0.1, far: 3, position: [0, 0, 0.7] },
        size: { width, height, top: 0, left: 0 },
      });
      if (!live) return;
      root.current = made;
      made.render(content.current);
    };
    const watch = new ResizeObserver(() => {
      configure().catch((error: unknown) => {
        if (!live) return;
        console.warn('Bevel: the picture could not be set up:', error);
        onContext(true);
      });
    });
    watch.observe(parent);
    return () => {
      live = false;
      watch.disconnect();
      canvas.removeEventListener('webglcontextlost', lost);
      canvas.removeEventListener('webglcontextrestored', restored);
      root.current = null;
      made.unmount();
      canvas.remove();
    };
  }, [onContext]);

  useLayoutEffect(() => {
    root.current?.render(children);
  });

  return <div ref={holder} className="picture" />;
}
