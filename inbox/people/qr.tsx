/** A QR code, drawn here: what is in it goes to nobody. Black on white in both themes, as cameras want it. */
import encodeQR from 'qr';
import './me.css';

export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = encodeQR(text, 'raw', { border: 2 });
  const dots = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${rows.length} ${rows.length}`} data-part="qr">
      <rect width="100%" height="100%" class="qr-light" />
      <path d={dots} />
    </svg>
  );
}
