import { useEffect, useState } from 'react';
import { follow } from '../../lecture/follow';
import { mirror } from '../../lecture/mirror';
import type { LectureState } from '../../lecture/state';
import { broadcastTransport, canBroadcast } from '../../lecture/transport';
import { RiskBadge } from '../panels/ReadingPanel';
import { Spotlight } from '../panels/Spotlight';
import { useApp } from '../state/store';
import { strings, tipTissue } from '../strings';

const s = strings.lecture;

/** The second window: the leading window's picture, large, without controls. */
export default function Projector() {
  const [link, setLink] = useState<'waiting' | 'following' | 'ended'>('waiting');
  const [caption, setCaption] = useState('');
  const reading = useApp((state) => state.reading);
  const depth = useApp((state) => state.depth_mm);
  useEffect(() => {
    document.documentElement.classList.add('large');
    if (!canBroadcast()) return;
    const picture = mirror();
    const follower = follow<LectureState>(
      broadcastTransport(),
      (state) => {
        setLink('following');
        if (state.caption !== undefined) setCaption(state.caption);
        picture.take(state);
      },
      () => setLink('ended'),
    );
    const leave = () => {
      removeEventListener('pagehide', leave);
      follower.close();
      picture.close();
    };
    addEventListener('pagehide', leave);
    return () => {
      document.documentElement.classList.remove('large');
      leave();
    };
  }, []);
  return (
    <>
      <h1 className="sr-only">{s.projector}</h1>
      <Spotlight />
      {link !== 'following' && <p className="projector-note" role="status">{link === 'waiting' ? s.waiting : s.ended}</p>}
      {caption && <p className="lecture-caption">{caption}</p>}
      {reading && depth > 0 && (
        <div className="projector-reading">
          <p className="num">{reading.depth_reached_mm.toFixed(1)} mm · {tipTissue(reading)}</p>
          <RiskBadge reading={reading} />
        </div>
      )}
    </>
  );
}
