import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { loadBookmarks, storeBookmark, type Bookmarks } from '../../lecture/bookmarks';
import { holdLink, link, openProjector } from '../../lecture/link';
import { lecture, setExtras } from '../../lecture/presenter';
import { canBroadcast } from '../../lecture/transport';
import { moveTo, stage } from '../../scene/stage';
import { Button, Toggle } from '../components/controls';
import { Icon } from '../components/Icon';
import { PanelHead } from '../components/PanelHead';
import { PictureToggles, Views } from '../panels/BottomBar';
import { AttemptOverlays } from '../panels/AttemptOverlays';
import { LazyCard } from '../panels/LazyCard';
import { LectureHand } from '../panels/LectureHand';
import { Spotlight } from '../panels/Spotlight';
import { LayersPanel } from '../panels/LayersPanel';
import { SearchBox } from '../panels/SearchBox';
import { TechniquePanel } from '../panels/TechniquePanel';
import { routeHash } from '../router';
import { allowPlacing, digitsChooseViews, pointerListeners } from '../state/pointing';
import { store, useApp } from '../state/store';
import { strings } from '../strings';
import { useMedia } from '../useMedia';

const s = strings.lecture;

/** For a room: large type, chosen layers, camera bookmarks, a spotlight, and a second window that follows. */
export default function Lecture() {
  const followers = useStore(link, (state) => state.followers);
  const [bookmarks, setBookmarks] = useState<Bookmarks>(loadBookmarks);
  const [spot, setSpot] = useState(false);
  const [caption, setCaption] = useState(lecture.extras.caption);
  const [blocked, setBlocked] = useState(false);
  // A needle that was brought along stays in the hand; otherwise a click picks structures until the needle is asked for.
  const [needle, setNeedle] = useState(() => store.getState().entry !== null);
  const selected = useApp((state) => state.selected !== null);
  const phone = useMedia('(max-width: 820px)');
  const coarse = useMedia('(pointer: coarse)');
  const card = selected && <LazyCard />;

  useEffect(() => {
    document.documentElement.classList.add('large');
    digitsChooseViews(false);
    return () => {
      document.documentElement.classList.remove('large');
      digitsChooseViews(true);
    };
  }, []);
  useEffect(() => {
    allowPlacing(needle);
    return () => allowPlacing(null);
  }, [needle]);
  useEffect(() => holdLink(), []);
  useEffect(() => {
    if (!spot) return setExtras({ spotlight: null });
    const listener: Parameters<typeof pointerListeners.add>[0] = (_, skin) => setExtras({ spotlight: skin?.point ?? null });
    pointerListeners.add(listener);
    return () => {
      pointerListeners.delete(listener);
      setExtras({ spotlight: null });
    };
  }, [spot]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
      // Shift and a digit types another character on most layouts: the key's place tells the digit.
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
      if (!digit) return;
      event.preventDefault();
      const index = Number(digit) - 1;
      if (event.shiftKey) setBookmarks((old) => storeBookmark(old, index, stage.goal));
      else {
        const view = loadBookmarks()[index];
        if (view) moveTo(view);
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  return (
    <>
      <section className="panel panel-left sheet sheet-scroll" aria-label={s.title}>
        <PanelHead who={strings.people.lecture} title={s.title}>{s.intro}</PanelHead>
        {canBroadcast() ? (
          <>
            <Button
              variant="primary"
              onClick={() => setBlocked(!openProjector(`${location.pathname}${location.search}${routeHash('projector')}`))}
            >
              <Icon name="window" />
              {s.open}
            </Button>
            <p className="muted" role="status">{s.followers(followers)}</p>
            {blocked && <p className="notice notice-error" role="alert">{s.blocked}</p>}
          </>
        ) : (
          <p className="notice">{s.noChannel}</p>
        )}
        <Toggle label={s.needle} checked={needle} onChange={setNeedle} />
        {needle && <LectureHand />}
        <Toggle label={s.spotlight} checked={spot} onChange={setSpot} />
        <label className="field">
          <span>{s.caption}</span>
          <input
            className="input"
            value={caption}
            maxLength={120}
            onChange={(event) => {
              setCaption(event.target.value);
              setExtras({ caption: event.target.value });
            }}
          />
        </label>
        <section aria-label={s.bookmarks}>
          <h2>{s.bookmarks}</h2>
          <p className="muted">{coarse ? s.bookmarkTouch : s.bookmarkHelp}</p>
          <ul className="bookmarks">
            {bookmarks.map((view, i) => (
              <li key={i}>
                <Button className={view === null ? 'bookmark-empty' : ''} disabled={view === null} onClick={() => view && moveTo(view)} aria-label={view === null ? `${s.go(i + 1)}, ${s.empty}` : s.go(i + 1)}>{i + 1}</Button>
                <Button variant="quiet" icon aria-label={s.store(i + 1)} title={s.store(i + 1)} onClick={() => setBookmarks(storeBookmark(bookmarks, i, stage.goal))}><Icon name="pin" size={18} /></Button>
              </li>
            ))}
          </ul>
        </section>
        <SearchBox />
        {phone && card}
        <div className="only-phone picture-tools"><Views /><PictureToggles /></div>
        <LayersPanel />
        <details>
          <summary>{strings.technique.title}</summary>
          <TechniquePanel />
        </details>
      </section>
      {!phone && card && <section className="panel panel-right" aria-label={strings.card.title}>{card}</section>}
      <Spotlight />
      <AttemptOverlays />
      {caption && <p className="lecture-caption">{caption}</p>}
    </>
  );
}
