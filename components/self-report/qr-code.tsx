import type { QrDrawing } from '@/components/contacts/qr-path'

/** A drawn code, dark on white whatever the theme. */
export function QrCode({ qr, label, className }: { qr: QrDrawing; label: string; className: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${qr.size} ${qr.size}`}
      shapeRendering="crispEdges"
      className={className}
    >
      <rect width={qr.size} height={qr.size} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  )
}
