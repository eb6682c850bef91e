import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Kata, ROOT } from '../../course/katas.ts'
import { NotKept } from '../../course/kept-files.ts'
import { predictionOf } from '../../course/prediction.ts'
import { keepPrediction } from '../../course/progress.ts'
import { isUntouched } from '../../course/skeleton.ts'
import { hint } from '../one-kata/hint.ts'
import { isToBeAsked } from '../one-kata/predict.ts'
import { reset } from '../one-kata/reset.ts'
import { time } from '../one-kata/time.ts'
import { bold } from '../screen/style.ts'
import { FollowedPage } from '../showing/followed-page.ts'
import { type Kept, keep, keptResults } from '../testing/kept.ts'
import type { Runner } from '../testing/runner.ts'
import { watchTypes } from '../testing/types.ts'
import { words } from '../words/words.ts'
import { openInEditor } from './editor.ts'
import { type Effect, type Event, firstOpen, type Known, type State } from './state.ts'
import type { Terminal } from './terminal.ts'
import { update } from './update.ts'
import { viewOf } from './view.ts'
import { needsPolling, watchFolder } from './watcher.ts'

const KATAS = path.join(ROOT, 'katas')

/** What is shown, and how. */
export interface Lessons {
  readonly katas: readonly Kata[]
  /** The deep ones, where nobody has asked for them. */
  readonly leftOut: readonly Kata[]
  /** Where to begin; by default at the first kata that is not solved. */
  readonly first?: Kata | undefined
  /** Whether to look for saved files again and again, also where the system would tell. */
  readonly poll: boolean
  /** Whether words take the place of pictures. */
  readonly plain: boolean
  /** A name that the page may be asked for by, beside this computer's own. */
  readonly host?: string | undefined
}

/** A student in front of a terminal: takes what happens, and does what `update` says that follows. */
export class Session {
  readonly #lessons: Lessons
  readonly #terminal: Terminal
  #state: State
  /** Those whose results are not known for certain: all but what is solved and has not changed. */
  readonly #stale: readonly Kata[]
  /** Whether files have to be looked at again and again. */
  readonly #polls: boolean
  #runner: Promise<Runner> | undefined
  #types: ReturnType<typeof watchTypes> | undefined
  readonly #page: FollowedPage
  /** While a question, a measurement or an editor has the terminal, nothing else is written there. */
  #lent: 'asking' | 'lent' | undefined
  /** Ends the question that is being asked. */
  #asking = new AbortController()
  /** What is on the screen; undefined where something else may be. */
  #drawn: string | undefined
  #quit: () => void = () => {}

  constructor(lessons: Lessons, terminal: Terminal) {
    this.#lessons = lessons
    this.#terminal = terminal
    this.#polls = lessons.poll || needsPolling(KATAS)
    const kept = keptResults(lessons.katas)
    this.#state = begin(lessons, kept)
    this.#page = new FollowedPage(async () => {
      const { contentOf } = await import('../showing/session-content.ts')
      return contentOf(
        () => this.#state,
        event => this.#take(event),
      )
    }, lessons.host)
    this.#stale = lessons.katas.filter(kata => !isSure(kata, kept.get(kata)))
  }

  /** Resolves when the student quits. */
  async untilQuit(): Promise<void> {
    const quit = new Promise<void>(resolve => {
      this.#quit = resolve
    })
    this.#terminal.listen(
      key => this.#take({ type: 'key', key }),
      () => this.#take({ type: 'redraw' }),
    )
    // Watched before the first run: what is saved meanwhile counts.
    const watcher = this.#watch(KATAS)
    this.#take({ type: 'begun', katas: this.#stale })
    await quit
    watcher?.close()
    this.#terminal.close()
    await Promise.all([
      this.#page.close(),
      this.#types?.close(),
      this.#runner?.then(runner => runner.close()),
    ])
  }

  #watch(folder: string): { close(): void } | undefined {
    try {
      return watchFolder(folder, this.#polls, files => {
        this.#types?.check()
        const saved = this.#lessons.katas.filter(kata => files.some(file => isIn(kata, file)))
        if (saved.length > 0) this.#take({ type: 'saved', katas: saved, files })
      })
    } catch {
      this.#take({ type: 'blind' })
      return undefined
    }
  }

  /** The one place where something follows from what has happened. */
  #take(event: Event): void {
    if (event.type === 'redraw') this.#drawn = undefined
    const { state, effects } = update(this.#state, event)
    this.#state = state
    if (
      this.#lent === 'asking' &&
      event.type === 'ran' &&
      event.results.some(({ kata }) => kata === state.kata)
    ) {
      // Nobody should wait for a result that is there.
      this.#terminal.add(`\n\n${words.session.resultWaits}\n`)
    }
    for (const effect of effects) void this.#do(effect)
    this.#draw()
    this.#page.update()
  }

  #draw(): void {
    if (this.#lent) return
    const { size } = this.#terminal
    // Whoever listens would hear the whole page again for each kata that has run meanwhile.
    const state = size.plain ? { ...this.#state, running: new Set<Kata>() } : this.#state
    const screens = viewOf(state)(size)
    const text = screens[this.#state.screen % screens.length] ?? ''
    if (text !== this.#drawn) this.#terminal.show(text)
    this.#drawn = text
  }

  // ---- what is asked for ------------------------------------------------------------------------------

  async #do(effect: Effect): Promise<void> {
    switch (effect.type) {
      case 'run':
        return this.#run(effect.katas, effect.files)
      case 'ask':
        return this.#ask(effect.kata)
      case 'askNoMore':
        return this.#asking.abort()
      case 'hint':
        return this.#tell(() => hint(effect.kata, effect.result))
      case 'reset':
        return this.#tell(() => reset(effect.kata))
      case 'measure':
        return this.#measure(effect.kata)
      case 'edit':
        return this.#edit(effect.place)
      case 'look':
        return this.#look()
      case 'suspend':
        return this.#terminal.suspend()
      case 'quit':
        return this.#quit()
    }
  }

  /** The first of some katas, and then the others: what is looked at is not to wait for them. */
  async #run([first, ...others]: readonly Kata[], files: readonly string[]): Promise<void> {
    if (first && !(await this.#runTogether([first], files))) return
    if (others.length > 0 && !(await this.#runTogether(others, []))) return
    // Last, so that nobody waits for it.
    this.#types ??= watchTypes(mistakes => this.#take({ type: 'checked', mistakes }), {
      poll: this.#polls,
    })
  }

  /** The test runner takes longer to load than all the rest: the first screen does not wait for it. */
  async #open(): Promise<Runner> {
    // Node reads what is imported at once, and not later.
    await nextTurn()
    const { Runner } = await import('../testing/runner.ts')
    return Runner.open(this.#lessons.katas, {
      failed: early => this.#take({ type: 'failed', early }),
      ended: kata => this.#take({ type: 'counted', kata }),
    })
  }

  /** Their ideas, and then the finer points of what is solved; false where a newer run has taken its place. */
  async #runTogether(katas: readonly Kata[], files: readonly string[]): Promise<boolean> {
    const start = performance.now()
    this.#runner ??= this.#open()
    const runner = await this.#runner
    const ideas = await runner.run(katas, files)
    if (!ideas) return false
    keep(ideas)
    this.#take({ type: 'ran', results: ideas, at: new Date(), ms: performance.now() - start })
    const results = await runner.runFiner(ideas)
    if (!results) return false
    keep(results)
    this.#take({ type: 'ranFiner', results })
    return true
  }

  #tell(say: () => string): void {
    try {
      this.#take({ type: 'told', text: say() })
    } catch (error) {
      if (!(error instanceof NotKept)) throw error
      this.#take({ type: 'told', text: error.message })
    }
  }

  async #ask(kata: Kata): Promise<void> {
    const prediction = predictionOf(kata)
    const { ask } = this.#terminal
    if (!prediction || this.#lent || !ask) return
    this.#asking = new AbortController()
    const { signal } = this.#asking
    await this.#lend('asking', async () => {
      this.#terminal.show(`${bold(words.session.question(kata))}\n\n`)
      const answer = await ask(prediction, signal)
      if (signal.aborted) return
      if (answer === undefined) return this.#quit()
      try {
        keepPrediction(kata, answer)
      } catch (error) {
        // The screen has better to tell than that something could not be kept.
        if (!(error instanceof NotKept)) throw error
      }
    })
    this.#take({ type: 'redraw' })
  }

  /** The kata's demonstration on the real clock: as it comes, and then all of it, to go through. */
  async #measure(kata: Kata): Promise<void> {
    if (this.#lent) return
    const before = this.#state
    let text = `${bold(words.session.realClock(kata))}\n\n`
    await this.#lend('lent', async () => {
      this.#terminal.show(text)
      await time(kata, { solution: false }, more => {
        text += more
        this.#terminal.add(more)
      })
    })
    // Who has saved meanwhile wants to see that first.
    const isSame = this.#state.shown === before.shown && this.#state.kata === kata
    this.#take(isSame ? { type: 'told', text } : { type: 'redraw' })
  }

  async #edit(place: string): Promise<void> {
    if (this.#lent) return
    let isOpen = false
    await this.#lend('lent', () =>
      this.#terminal.lend(async () => {
        isOpen = await openInEditor(place)
      }),
    )
    this.#take(isOpen ? { type: 'redraw' } : { type: 'told', text: words.session.noEditor(place) })
  }

  /** Opens the page, which follows from then on. Resolves with its address. */
  look(): Promise<string> {
    return this.#page.open()
  }

  async #look(): Promise<void> {
    try {
      const address = await this.look()
      this.#take({ type: 'told', text: words.showing.inBrowser(address) })
    } catch (error) {
      this.#take({ type: 'told', text: words.showing.notServed((error as Error).message) })
    }
  }

  async #lend(how: 'asking' | 'lent', use: () => Promise<void>): Promise<void> {
    this.#lent = how
    this.#drawn = undefined
    await use()
    this.#lent = undefined
  }
}

/** What is known before anything has run: what was kept, and which katas nobody has begun. */
function begin({ katas, leftOut, first }: Lessons, kept: ReadonlyMap<Kata, Kept>): State {
  const known = new Map(
    [...kept].map(([kata, { result, at }]): [Kata, Known] => {
      return [kata, { result, at, ms: undefined, since: at, before: undefined }]
    }),
  )
  const kata = first ?? firstOpen({ katas, known })
  return {
    katas,
    leftOut,
    known,
    running: new Set(),
    kata,
    // One that nobody has touched is not solved.
    searches: !first && !!kata && !known.has(kata) && !isUntouched(kata, kata.main),
    atFiner: false,
    shown: { what: 'result' },
    screen: 0,
    asked: new Set(katas.filter(kata => !isToBeAsked(kata))),
    mistakes: new Map(),
    watches: true,
  }
}

/** Whether a kata is solved, has not changed since, and all is known of its finer points. */
function isSure(kata: Kata, kept: Kept | undefined): boolean {
  return !!kept?.isCurrent && kept.result.passes && (!kata.finer || !!kept.result.finer)
}

/** Whether a file is one of a kata's, or of a folder in it. */
function isIn({ folder }: Kata, file: string): boolean {
  return file.startsWith(folder + path.sep)
}
