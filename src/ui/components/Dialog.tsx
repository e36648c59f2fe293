import { useEffect, useRef, type ReactNode } from 'react';
import { strings } from '../strings';
import { Button } from './controls';
import { Icon } from './Icon';

/** A modal dialog on the native element: focus is kept inside, Escape closes, focus returns to where it was. */
export function Dialog({ open, title, onClose, children, footer, className = '' }: { open: boolean; title: ReactNode; onClose: () => void; children: ReactNode; footer?: ReactNode; className?: string }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      aria-label={typeof title === 'string' ? title : undefined}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      {open && (
        <>
          <div className="dialog-head">
            <h2>{title}</h2>
            <Button variant="quiet" icon aria-label={strings.common.close} onClick={onClose}>
              <Icon name="close" />
            </Button>
          </div>
          {/* Focusable, so that the arrow keys scroll a long card that holds no control. */}
          <div className="dialog-body" tabIndex={0}>{children}</div>
          {footer && <div className="dialog-foot">{footer}</div>}
        </>
      )}
    </dialog>
  );
}
