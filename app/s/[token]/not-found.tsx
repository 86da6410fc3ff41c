/** Unknown, used, taken back or expired: nobody is told which. In both languages, since nobody is known. */
export default function NotOpen() {
  return (
    <main className="mx-auto grid max-w-lg gap-6 px-4 py-12 text-lg">
      <section lang="zh-CN" className="grid gap-2">
        <h1 className="text-xl font-semibold">这个链接现在打不开</h1>
        <p>可能已经填写完毕，也可能过了有效期。如果还需要填写，请联系给您链接的科室。</p>
        <p>如果您身体不适，请不要等待，直接去医院就诊。</p>
      </section>
      <section lang="en" className="grid gap-2">
        <h2 className="text-xl font-semibold">This link does not open now</h2>
        <p>
          It may have been used already, or its time may be over. If you still have something to answer, ask
          the department that gave it to you.
        </p>
        <p>If you feel unwell, do not wait: go to the hospital.</p>
      </section>
    </main>
  )
}
