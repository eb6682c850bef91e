import { moved, type Window, zoomed } from './window.ts'

// How the keyboard and the pointer move through a picture.

/** Keys that go from span to span: from the index of one, of how many, to that of the next. */
export const STEPS: Readonly<Record<string, (index: number, many: number) => number>> = {
  ArrowRight: index => index + 1,
  ArrowDown: index => index + 1,
  ArrowLeft: index => index - 1,
  ArrowUp: index => index - 1,
  Home: () => 0,
  End: (_, many) => many - 1,
}

/** Keys that show another stretch of time. */
export const TURNS: Readonly<Record<string, (window: Window, end: number) => Window>> = {
  '+': (window, end) => zoomed(window, end, 2),
  '=': (window, end) => zoomed(window, end, 2),
  '-': (window, end) => zoomed(window, end, 0.5),
  '[': (window, end) => moved(window, end, -0.25),
  ']': (window, end) => moved(window, end, 0.25),
  '0': (_, end) => ({ from: 0, to: end }),
}

/** Dragging moves the picture along its axis; the wheel zooms where it points while Ctrl is held. */
export function dragging(
  window: Window,
  end: number,
  width: number,
  turn: (window: Window) => void,
) {
  return {
    onWheel: (event: WheelEvent) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      const { left } = (event.currentTarget as HTMLElement).getBoundingClientRect()
      const around = window.from + ((event.clientX - left) / width) * (window.to - window.from)
      turn(zoomed(window, end, event.deltaY < 0 ? 1.25 : 0.8, around))
    },
    onPointerMove: ({ buttons, movementX }: PointerEvent) => {
      if (buttons !== 1 || window.to - window.from >= end) return
      turn(moved(window, end, -movementX / width))
    },
  }
}
