/** Hands a text made in the browser to the person as a file. */
export function saveText(text: string, name: string, type: string): void {
  saveBlob(new Blob([text], { type }), name)
}

export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the content by the next turn; an earlier release cancels the download in some.
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
