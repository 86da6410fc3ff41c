'use client'

import './globals.css'

/** When even the frame of a page fails there are no messages to read: both languages stand here. */
export default function GlobalErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <html lang="zh-CN">
      <body>
        <main className="mx-auto grid max-w-xl gap-3 px-4 py-16">
          <h1 className="text-lg font-semibold">
            这个页面没能打开 · <span lang="en">This page could not be opened</span>
          </h1>
          <p>已保存的内容都在，没有丢失。请再试一次；仍不行时告诉管理员。</p>
          <p lang="en">
            Everything that was saved is still there. Try again; if it keeps happening, tell your
            administrator.
          </p>
          <div>
            <button type="button" onClick={reset} className="h-control rounded border border-edge px-3">
              再试一次 · <span lang="en">Try again</span>
            </button>
          </div>
          {error.digest && <p className="text-xs text-dim">{error.digest}</p>}
        </main>
      </body>
    </html>
  )
}
