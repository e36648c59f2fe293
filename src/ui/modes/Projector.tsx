import { useEffect, useState } from 'react';
import { follow } from '../../lecture/follow';
import { setExtras } from '../../lecture/presenter';
import type { LectureState } from '../../lecture/state';
import { broadcastTransport, canBroadcast } from '../../lecture/transport';
import { peelPoint } from '../../scene/peel';
import { moveTo, stage } from '../../scene/stage';
import { emptyAttempt } from '../../trace';
import { RiskBadge } from '../panels/ReadingPanel';
import { Spotlight } from '../panels/Spotlight';
import { store, useApp } from '../state/store';
import { strings, tissueName } from '../strings';

const s = strings.lecture;

/** Put what the leading window shows into this one. */
function apply(state: Partial<LectureState>): void {
  const { setHand, setAttempt, setLayers, setOption, setPeel, select, setSpec } = store.getState();
  if (state.spec && JSON.stringify(state.spec) !== JSON.stringify(store.getState().spec)) setSpec(state.spec);
  if (state.layers) setLayers(state.layers);
  if (state.isolated !== undefined) store.setState({ isolated: state.isolated });
  if (state.peel) setPeel(state.peel);
  if (state.peelPoint !== undefined) peelPoint.point = state.peelPoint;
  if (state.skinTone !== undefined) setOption({ skinTone: state.skinTone });
  if (state.labels !== undefined) setOption({ labels: state.labels });
  if (state.guidance !== undefined) setOption({ guidance: state.guidance });
  if (state.selected !== undefined) select(state.selected);
  if (state.hand) setHand(state.hand);
  if (state.reading !== undefined) setHand({ reading: state.reading });
  if (state.targets) setAttempt({ targets: state.targets });
  if (state.deposits) setAttempt({ attempt: { ...emptyAttempt(), deposits: [...state.deposits] } });
  if (state.caption !== undefined) setExtras({ caption: state.caption });
  if (state.spotlight !== undefined) setExtras({ spotlight: state.spotlight });
  if (state.view) moveTo(state.view);
  stage.invalidate();
}

/** The second window: the leading window's picture, large, without controls. */
export default function Projector() {
  const [link, setLink] = useState<'waiting' | 'following' | 'ended'>('waiting');
  const [caption, setCaption] = useState('');
  const reading = useApp((state) => state.reading);
  const depth = useApp((state) => state.depth_mm);
  useEffect(() => {
    document.documentElement.classList.add('large');
    if (!canBroadcast()) return;
    const follower = follow<LectureState>(
      broadcastTransport(),
      (state) => {
        setLink('following');
        if (state.caption !== undefined) setCaption(state.caption);
        apply(state);
      },
      () => setLink('ended'),
    );
    return () => follower.close();
  }, []);
  return (
    <>
      <Spotlight />
      {link !== 'following' && <p className="projector-note" role="status">{link === 'waiting' ? s.waiting : s.ended}</p>}
      {caption && <p className="lecture-caption">{caption}</p>}
      {reading && depth > 0 && (
        <div className="projector-reading">
          <p className="num">{reading.depth_reached_mm.toFixed(1)} mm · {tissueName(reading.tip.layer)}</p>
          <RiskBadge reading={reading} />
        </div>
      )}
    </>
  );
}
