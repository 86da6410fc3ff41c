import { describe, expect, it } from 'vitest'
import { Timeline } from '@/components/timeline/timeline'
import { FigureView } from '@/components/results/figure'
import { renderPage } from './support/page'
import { VIEW } from './support/view'

const textOf = (html: string) => html.replace(/<[^>]+>/g, '')

describe('the timeline page', () => {
  it('says the course in words, shows it, and gives its numbers as a table', () => {
    const html = renderPage(<Timeline view={VIEW} />)
    expect(textOf(html)).toContain(
      '术后 92 天：ODI 46 → 18（达到应答标准 30%），腰痛 VAS 6.5 → 4.5；骨水泥渗漏 1 处（T12，C 型，无症状，已确认）。',
    )
    expect(html).toMatch(/<svg[^>]+role="img"/)
    expect(html.match(/<tr/g)).toHaveLength(1 + 5 + 3 + 1)
    expect(html).not.toMatch(/\sstyle=/)
  })

  it('lets a clinician judge a flag and take notice of an alert, the urgent first', () => {
    const html = renderPage(<Timeline view={VIEW} />)
    expect(html.indexOf('排尿障碍')).toBeLessThan(html.indexOf('aria-label="残余腰背痛"'))
    for (const word of ['确认', '排除', '确认知悉']) expect(html).toContain(`>${word}</button>`)
    expect(textOf(html)).toContain('依据：Li 2020')
    expect(html.match(/href="\/live\/visits\/v3\/pain"/g)).toHaveLength(2)
  })

  it('shows others the evidence without the buttons', () => {
    const html = renderPage(<Timeline view={{ ...VIEW, mayAdjudicate: false, mayAcknowledge: false }} />)
    expect(textOf(html)).toContain('腰痛 VAS 4.5（≥ 4）')
    expect(html).not.toContain('<textarea')
    expect(html).not.toContain('>排除</button>')
  })

  it('opens the visits that are complete as well', () => {
    const html = renderPage(<Timeline view={VIEW} />)
    expect(html).toContain('href="/live/visits/visit-pre/pain"')
    expect(textOf(html)).toContain('已录入的访视')
  })

  it('says that nothing waits', () => {
    const html = renderPage(<Timeline view={{ ...VIEW, flags: [], alerts: [], visits: [] }} />)
    expect(textOf(html)).toContain('目前没有待处理事项。')
    expect(html).not.toContain('href="#needs"')
  })

  it('is complete in English', () => {
    const text = textOf(renderPage(<Timeline view={VIEW} />, 'en'))
    for (const words of ['lower is better', '3 items need you', 'Confirm', 'Show the numbers', 'Day 92']) {
      expect(text).toContain(words)
    }
  })
})

describe('a figure of results', () => {
  it('carries its title, its description and its numbers', () => {
    const row = { label: 'PVP', group: 0, k: 19, n: 57, share: 19 / 57, low: 0.226, high: 0.463 }
    const html = renderPage(
      <FigureView
        spec={{ kind: 'proportion-dots', input: { xLabel: '渗漏', intervalLabel: '95% CI', rows: [row] } }}
        title="骨水泥渗漏"
        description="PVP 组 19/57"
        fileName="leakage"
      />,
    )
    expect(html).toContain('<figcaption')
    expect(html).toMatch(/<desc [^>]*>PVP 组 19\/57<\/desc>/)
    expect(html).toMatch(/<td[^>]*>22\.6\u2009%<\/td>/)
  })
})
