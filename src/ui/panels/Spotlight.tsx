import { useEffect, useRef } from 'react';
import { lecture } from '../../lecture/presenter';
import { project } from '../../scene/rig/ray';
import { stage } from '../../scene/stage';

/** A soft ring of light on the picture where the lecturer points; it stands on the skin, so both windows show the same place. */
export function Spotlight() {
  const node = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const draw = () => {
      const ring = node.current;
      const canvas = document.querySelector('.stage');
      const { spotlight } = lecture.extras;
      if (!ring || !canvas) return;
      ring.hidden = spotlight === null;
      if (!spotlight) return;
      const p = project(stage.view, stage.frame, spotlight);
      const box = canvas.getBoundingClientRect();
      ring.style.setProperty('--x', `${box.left + p.x}px`);
      ring.style.setProperty('--y', `${box.top + p.y}px`);
    };
    stage.afterFrame.add(draw);
    lecture.changed.add(draw);
    draw();
    return () => {
      stage.afterFrame.delete(draw);
      lecture.changed.delete(draw);
    };
  }, []);
  return <div ref={node} className="spotlight" aria-hidden="true" hidden />;
}
