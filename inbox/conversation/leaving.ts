/**
 * The page goes out of sight, perhaps for ever: a phone freezes it, a closed tab says nothing more. Nobody could press
 * anything on it now either. Returns how to stop.
 */
export function onLeaving(leave: () => void): () => void {
  const hidden = () => {
    if (document.visibilityState === 'hidden') leave();
  };
  document.addEventListener('visibilitychange', hidden);
  addEventListener('pagehide', leave);
  return () => {
    document.removeEventListener('visibilitychange', hidden);
    removeEventListener('pagehide', leave);
  };
}
