import type { TimelineView } from '@/components/timeline/view'

/** A woman 92 days after vertebroplasty: a leak confirmed, residual pain proposed, one visit late. */
export const VIEW: TimelineView = {
  study: 'live',
  code: 'LV-031',
  facts: [
    {
      title: '患者',
      facts: [
        { label: '性别', value: '女' },
        { label: '年龄', value: '72 岁' },
      ],
    },
    {
      title: '手术 1：PVP（2026-08-20）',
      facts: [
        { label: '节段', value: 'T12' },
        { label: '骨水泥', value: '4.5 mL' },
      ],
    },
    { title: '危险因素', facts: [{ label: '骨密度', value: 'T −3.1' }] },
  ],
  summary: {
    anchor: 'operation',
    day: 92,
    changes: [
      { label: 'ODI', decimals: 1, from: 46, to: 18, day: 92, responder: { met: true, rule: '30%' } },
      { label: '腰痛 VAS', decimals: 1, from: 6.5, to: 4.5, day: 92 },
    ],
    findings: [{ label: '骨水泥渗漏', count: 1, local: true, details: ['T12', 'C 型', '无症状', '已确认'] }],
  },
  course: {
    axisLabel: '距手术天数（对数间距）',
    today: 95,
    panels: [
      {
        label: '腰痛 VAS',
        unit: '分',
        range: { min: 0, max: 10 },
        decimals: 1,
        better: 'lower',
        points: [
          { day: -2, visit: '术前', value: 6.5 },
          { day: 1, visit: '术后1天', value: 4 },
          { day: 3, visit: '术后3天', value: 3.5 },
          { day: 92, visit: '术后3月', value: 4.5 },
        ],
        reference: { value: 6.5, label: '术前 6.5' },
        threshold: { value: 4.5, label: '应答 ≤ 4.5（降 2 分）', source: 'Ostelo 2008，借自腰痛' },
      },
      {
        label: 'ODI',
        unit: '%',
        range: { min: 0, max: 100 },
        decimals: 1,
        better: 'lower',
        points: [
          { day: -2, visit: '术前', value: 46 },
          { day: 3, visit: '术后3天', value: null, reason: '未做' },
          { day: 92, visit: '术后3月', value: 18 },
        ],
        reference: { value: 46, label: '术前 46' },
        threshold: { value: 32.2, label: '应答 ≤ 32.2（降 30%）', source: 'Ostelo 2008，借自腰痛' },
      },
    ],
    visits: [
      { label: '术前', day: -2, state: 'done', stateLabel: '已完成' },
      { label: '术后1天', day: 1, window: { from: 1, to: 1 }, state: 'done', stateLabel: '已完成' },
      { label: '术后3天', day: 3, window: { from: 3, to: 4 }, state: 'done', stateLabel: '已完成' },
      { label: '术后3月', day: 92, window: { from: 76, to: 120 }, state: 'open', stateLabel: '开放' },
      { label: '术后12月', day: 365, window: { from: 320, to: 410 }, state: 'not_due', stateLabel: '未到期' },
    ],
    events: [
      { day: 0, kind: 'operation', label: 'PVP T12', status: 'confirmed' },
      {
        day: 0,
        kind: 'complication',
        label: '骨水泥渗漏 T12 C 型',
        status: 'confirmed',
        statusLabel: '已确认',
      },
      { day: 92, kind: 'complication', label: '残余腰背痛', status: 'proposed', statusLabel: '待确认' },
    ],
  },
  flags: [
    {
      id: 'flag-1',
      version: 1,
      label: '残余腰背痛',
      place: '术后3月',
      origin: 'rbp-ovcf v1',
      evidence: [{ text: '腰痛 VAS 4.5（≥ 4），术后 92 天', source: 'Li 2020' }],
      href: '/live/visits/v3/pain',
    },
  ],
  alerts: [
    {
      id: 'alert-1',
      version: 2,
      label: '排尿障碍',
      urgent: true,
      forClinician: false,
      place: '术后3月',
      evidence: [{ text: '新发排尿困难：是' }],
    },
  ],
  visits: [{ id: 'v3', label: '术后3月', state: 'open', note: '还剩 25 天', href: '/live/visits/v3/pain' }],
  mayAdjudicate: true,
  recorded: [
    { id: 'visit-pre', label: '术前', state: 'done', note: '已签名', href: '/live/visits/visit-pre/pain' },
  ],
  mayAcknowledge: true,
}
