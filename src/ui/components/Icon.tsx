/** Line icons on a 24 grid, drawn for Bevel. */
const paths = {
  practise: 'M4 20l3-3m0 0 8.5-8.5 2.5 2.5L9.5 19.500 6.500 19.500 7 17zM14 5l5 5M16.500 2.500l5 5M18.500 4.500 16 7',
  explore: 'M12 3c-4.500 0-7 3-7 7.500 0 5 3 10.500 7 10.500s7-5.500 7-10.500C19 6 16.500 3 12 3zM8.500 10.500h2M13.500 10.500h2M10 16c1.300.7 2.700.7 4 0',
  drill: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9zM12 11.500v1M12 1v4M12 19v4M1 12h4M19 12h4',
  lecture: 'M3 5h18v11H3zM12 16v3M8 21l4-2 4 2',
  records: 'M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h5',
  close: 'M6 6l12 12M18 6 6 18',
  search: 'M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500 21 21',
  eye: 'M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  eyeOff: 'M4 4l16 16M9 6.200A9 9 0 0 1 12 5.500c6 0 9.500 6.500 9.500 6.500a17 17 0 0 1-2.700 3.400M6 8a17 17 0 0 0-3.500 4S6 18.500 12 18.500a9 9 0 0 0 4-.9',
  isolate: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5M12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  play: 'M8 5l11 7-11 7z',
  pause: 'M8 5v14M16 5v14',
  undo: 'M8 5 4 9l4 4M4 9h10a6 6 0 0 1 0 12h-4',
  sound: 'M4 10v4h4l5 4V6l-5 4zM16.500 9a4 4 0 0 1 0 6M19 6.500a8 8 0 0 1 0 11',
  soundOff: 'M4 10v4h4l5 4V6l-5 4zM17 9.500l5 5M22 9.500l-5 5',
  download: 'M12 4v11M7.500 11 12 15.500 16.500 11M4 20h16',
  upload: 'M12 16V5M7.500 9.500 12 5l4.500 4.500M4 20h16',
  window: 'M4 5h16v14H4zM4 9h16',
  trash: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13',
  check: 'M5 12.500 10 17.500 19.500 7',
  cross: 'M6.500 6.500l11 11M17.500 6.500l-11 11',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v6M12 7.500v.5',
  help: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.600 9.300a2.500 2.500 0 1 1 3.700 2.300c-.9.500-1.300 1-1.300 1.900M12 16.700v.3',
  pin: 'M7 4h10v16l-5-4-5 4z',
  part: 'M5 12h14',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
} as const;

export type IconName = keyof typeof paths;

/** A decorative icon; the control around it carries the name. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

/** The risk shapes: octagon with a bar, triangle, open circle. Shape and word carry the meaning, colour only repeats it. */
export function RiskShape({ level, size = 24 }: { level: 'low' | 'caution' | 'danger'; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinejoin="round" strokeLinecap="round" aria-hidden="true">
      {level === 'danger' && <path d="M8 2.500h8L21.500 8v8L16 21.500H8L2.500 16V8zM12 7v6M12 16.500v.3" />}
      {level === 'caution' && <path d="M12 3 22 20.500H2zM12 9.500v5M12 17.300v.3" />}
      {level === 'low' && <circle cx="12" cy="12" r="8.500" strokeDasharray="3.500 2.600" />}
    </svg>
  );
}
