import { createElement, type ReactElement } from 'react'
import type { Figure } from './node'
import { inkOnScreen } from './palette'
import { toElement, type SvgElement } from './render-element'

/** React elements for the page; colours follow the theme, the font is the page's. */
export function renderReact(figure: Figure): ReactElement {
  return build(toElement(figure, inkOnScreen), 0)
}

function build(element: SvgElement, key: number): ReactElement {
  const children = element.children.map((child, index) =>
    typeof child === 'string' ? child : build(child, index),
  )
  // A lone child is passed alone: React accepts only text in <title>.
  return createElement(
    element.tag,
    { key, ...element.attributes },
    ...(children.length > 0 ? [children.length === 1 ? children[0] : children] : []),
  )
}
