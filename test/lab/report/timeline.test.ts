import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { notebook, observe, type Span, simulate, timeline, urls } from '#lab'
import { sleep as block, burn, get } from '#lab/blocking'

const shop = 'https://shop.example'
const server = {
  [`${shop}/a`]: { delay: 300 },
  [`${shop}/b`]: { delay: 100 },
  [`${shop}/cut`]: { delay: 200, cut: true },
  [`${shop}/silent`]: { silent: true },
  [`${shop}/broken`]: { delay: 50, status: 500 },
}

describe('a picture of a real run', () => {
  test('two requests one after another: the second begins where the first ends', async () => {
    const run = await simulate({ server }, async () => {
      await fetch(`${shop}/a`)
      await fetch(`${shop}/b`)
    })
    expect(`\n${timeline(run)}\n`).toBe(`
           ms 0             100            200           300
              |-------------|--------------|-------------|--------------
your function ..........................................................   0-400
GET /a        ============================================                 0-300
GET /b                                                   =============== 300-400

= in flight
`)
  })

  test('a blocked main thread: its heartbeat comes late, which is marked with !', async () => {
    const run = await simulate({ server }, async () => {
      const heart = setInterval(() => {}, 50)
      await fetch(`${shop}/b`)
      block(170)
      burn(30)
      await fetch(`${shop}/b`)
      clearInterval(heart)
    })
    expect(`\n${timeline(run)}\n`).toBe(`
            ms 0            100          200          300
               |------------|------------|------------|-------------
your function  .....................................................       0-400
main thread                 ######################%%%%%                 busy 200
setInterval 50       |                                !      |       1 of 3 late
GET /b         ==============                                              0-100
GET /b                                                ==============     300-400

= in flight   # blocked   % computing   | fires   ! fires late
`)
  })

  test('a timer that fires once and late is marked with !, one that is cleared with /', async () => {
    const run = await simulate({}, async () => {
      const late = sleep(40)
      const cleared = setTimeout(() => {}, 100)
      block(60)
      await late
      clearTimeout(cleared)
      await sleep(20)
    })
    expect(`\n${timeline(run)}\n`).toBe(`
            ms 0            20            40           60
               |------------|-------------|------------|-------------
your function  ......................................................       0-80
main thread    #########################################              blocked 60
setTimeout 40  ----------------------------------------!                    0-60
setTimeout 100 ----------------------------------------/                    0-60
setTimeout 20                                          -------------|      60-80

- waits   # blocked   | fires   ! fires late   / given up
`)
  })

  test('a blocking client: the thread is blocked for as long as its requests last', async () => {
    const run = await simulate({ server }, () => [get(`${shop}/a`), get(`${shop}/b`)])
    expect(`\n${timeline(run)}\n`).toBe(`
           ms 0            100           200          300
              |------------|-------------|------------|-------------
your function ......................................................       0-400
main thread   ###################################################### blocked 400
GET /a        =========================================                    0-300
GET /b                                                ==============     300-400

= in flight   # blocked
`)
  })

  test('a request that is never answered goes on past the right edge', async () => {
    const run = await observe({ server }, () =>
      Promise.race([fetch(`${shop}/silent`), fetch(`${shop}/b`)]),
    )
    expect(`\n${timeline(run)}\n`).toBe(`
           ms 0          20         40          60         80
              |----------|----------|-----------|----------|-----------
your function .........................................................    0-100
GET /silent   ========================================================> 0-60,100
GET /b        =========================================================    0-100

= in flight   > goes on
`)
  })

  test('a connection that is cut ends with x', async () => {
    const run = await observe({ server }, () => fetch(`${shop}/cut`))
    expect(`\n${timeline(run)}\n`).toBe(`
           ms 0              50             100            150
              |--------------|--------------|--------------|--------------
your function ............................................................ 0-200
GET /cut      ===========================================================x 0-200

= in flight   x connection reset
`)
  })

  test('a request that is given up ends with /', async () => {
    const run = await observe({ server }, () =>
      fetch(`${shop}/silent`, { signal: AbortSignal.timeout(150) }),
    )
    expect(`\n${timeline(run)}\n`).toBe(`
                    ms 0                50               100
                       |----------------|----------------|----------------
your function          ................................................... 0-150
AbortSig...timeout 150 --------------------------------------------------| 0-150
GET /silent            ==================================================/ 0-150

= in flight   - waits   | fires   / given up
`)
  })

  test('an answer with status 500 has it in its label', async () => {
    const run = await simulate({ server }, () => fetch(`${shop}/broken`))
    expect(`\n${timeline(run)}\n`).toBe(`
             ms 0          10          20          30          40
                |----------|-----------|-----------|-----------|-----------
your function   ........................................................... 0-50
GET /broken 500 =========================================================== 0-50

= in flight
`)
  })

  test('an unknown address has a row that says so, and ? where it failed', async () => {
    const run = await observe({ server }, async () => {
      await fetch(`${shop}/b`)
      await fetch(`${shop}/typo`)
    })
    const rows = timeline(run).split('\n').slice(0, 5).join('\n')
    expect(`\n${rows}\n`).toBe(`
               ms 0         20         40         60         80
                  |---------|----------|----------|----------|----------
your function     ......................................................   0-100
GET /b            ======================================================   0-100
GET /typo unknown                                                      ? 100-100
`)
  })

  test('an unknown address is not explained as a connection that was cut', async () => {
    const run = await observe({ server }, () => fetch(`${shop}/typo`))
    expect(timeline(run)).not.toContain('connection cut')
  })

  test('the notebook together: nineteen rows that begin at 0, the function as long as the slowest', async () => {
    const run = await simulate({ server: notebook }, () => Promise.all(urls.map(url => fetch(url))))
    expect(`\n${timeline(run)}\n`).toBe(`
           ms 0           200          400         600          800
              |-----------|------------|-----------|------------|---------
your function ............................................................ 0-950
GET /posts/1  ===================                                          0-290
GET /posts/2  ================                                             0-250
GET /posts/3  ================                                             0-240
GET /posts/4  =======                                                      0-100
GET /posts/5  =====                                                         0-70
GET /posts/6  ============                                                 0-190
GET /posts/7  =======                                                      0-110
GET /posts/8  ======                                                        0-80
GET /posts/9  =========                                                    0-140
GET /posts/10 ===========                                                  0-170
GET /posts/11 ==================                                           0-280
GET /posts/12 ==============                                               0-210
GET /posts/13 ====                                                          0-60
GET /posts/14 =========                                                    0-130
GET /posts/15 ============================================================ 0-950
GET /posts/16 =================                                            0-260
GET /posts/17 ============                                                 0-180
GET /posts/18 ===============                                              0-230
GET /posts/19 ==========                                                   0-150

= in flight
`)
  })

  test('a function that returns before its work: the work goes on to the right of it', async () => {
    const run = await simulate({ server }, async () => {
      await sleep(50)
      fetch(`${shop}/a`)
      fetch(`${shop}/b`)
    })
    expect(`\n${timeline(run)}\n`).toBe(`
           ms 0               100              200              300
              |---------------|----------------|----------------|--------
your function .........                                                     0-50
setTimeout 50 --------|                                                     0-50
GET /a                =================================================== 50-350
GET /b                ==================                                  50-150

= in flight   - waits   | fires
`)
  })

  test('a timer that is left behind does not stretch the picture: it goes on past the edge', async () => {
    const run = await simulate({ server }, async () => {
      setTimeout(() => {}, 5000)
      await fetch(`${shop}/a`)
    })
    expect(`\n${timeline(run)}\n`).toBe(`
             ms 0                 100                200
                |-----------------|------------------|------------------
your function   ........................................................   0-300
setTimeout 5000 -------------------------------------------------------> 0-5,000
GET /a          ========================================================   0-300

= in flight   - waits   > goes on
`)
  })

  test('nothing at all: an axis, a function that took no time, and no empty line below', () => {
    expect(`\n${timeline({ elapsed: 0, trace: [] })}\n`).toBe(`
           ms 0                                                            1
              |------------------------------------------------------------|
your function .                                                              0-0
`)
  })

  test('thirty requests: the first sixteen, the last four, and all of them together', async () => {
    const run = await simulate({ server }, () =>
      Promise.all(Array.from({ length: 30 }, () => fetch(`${shop}/a`))),
    )
    expect(`\n${timeline(run)}\n`).toBe(`
             ms 0                 100                200
                |-----------------|------------------|------------------
your function   ........................................................   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
.. 10 more ..
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
GET /a          ========================================================   0-300
all 30 together 99999999999999999999999999999999999999999999999999999999 peak 30

= in flight
`)
  })

  test('is the same for equal runs, to the byte', async () => {
    const first = await simulate({ server: notebook }, () =>
      Promise.all(urls.map(url => fetch(url))),
    )
    const again = await simulate({ server: notebook }, () =>
      Promise.all(urls.map(url => fetch(url))),
    )
    expect(timeline(again)).toBe(timeline(first))
  })

  test('is the same after a run that gave a request up', async () => {
    const race = () => Promise.race([fetch(`${shop}/silent`), fetch(`${shop}/b`)])
    const first = await observe({ server }, race)
    await observe({ server }, () => fetch(`${shop}/silent`, { signal: AbortSignal.timeout(150) }))
    const again = await observe({ server }, race)
    expect(timeline(again)).toBe(timeline(first))
  })
})

describe('the figures at the right', () => {
  test('one beat of an interval is "1 time"', async () => {
    const run = await simulate({}, async () => {
      const heart = setInterval(() => {}, 50)
      await sleep(60)
      clearInterval(heart)
    })
    expect(timeline(run)).toMatch(/^setInterval 50 .* 1 time$/m)
  })

  test('many beats are written as all numbers are: 1,500 times', async () => {
    const run = await simulate({}, async () => {
      const heart = setInterval(() => {}, 2)
      await sleep(3001)
      clearInterval(heart)
    })
    expect(timeline(run)).toMatch(/^setInterval 2 .* 1,500 times$/m)
  })

  test('fractions of a ms are written with up to three digits', async () => {
    const parts = { [`${shop}/b`]: { delay: 0.125 }, [`${shop}/a`]: { delay: 0.001 } }
    const run = await simulate({ server: parts }, async () => {
      await fetch(`${shop}/b`)
      await fetch(`${shop}/a`)
    })
    expect(timeline(run)).toMatch(/^GET \/a .* 0\.125-0\.126$/m)
  })

  test('the sum of many rows counts requests, not the timeouts beside them', async () => {
    const run = await simulate({ server }, () =>
      Promise.all(
        Array.from({ length: 30 }, () => fetch(`${shop}/b`, { signal: AbortSignal.timeout(500) })),
      ),
    )
    expect(timeline(run)).toMatch(/^all .* peak 30$/m)
  })

  test('the sum of many rows counts, where there are never more than nine', async () => {
    const batch = (size: number) =>
      Promise.all(Array.from({ length: size }, () => fetch(`${shop}/b`)))
    const run = await simulate({ server }, async () => {
      for (const size of [9, 9, 6, 3, 1, 1]) await batch(size)
    })
    expect(timeline(run)).toMatch(/^all 29 together 9+6+3+1+ +peak 9$/m)
    const oneByOne = await simulate({ server }, async () => {
      for (let each = 0; each < 30; each++) await batch(1)
    })
    expect(timeline(oneByOne)).toMatch(/^all 30 together 1+ +peak 1$/m)
  })

  test('the sum of many rows has a digit where requests took no time', async () => {
    const quick = { [`${shop}/now`]: {} }
    const run = await simulate({ server: quick }, () =>
      Promise.all(Array.from({ length: 30 }, () => fetch(`${shop}/now`))),
    )
    expect(timeline(run)).toMatch(/^all 30 together 9 +peak 30$/m)
  })
})

describe('the axis', () => {
  test('a day: its numbers are apart', async () => {
    const run = await simulate({}, () => sleep(86_400_000))
    const [numbers] = timeline(run).split('\n')
    expect(numbers).toBe('                 ms 0                          50,000,000')
  })

  test('stands each number at its tick, with a space before it, for any time', () => {
    fc.assert(
      fc.property(times, elapsed => {
        const [numbers = '', ticks = ''] = timeline({ elapsed, trace: [] }).split('\n')
        const starts = [...numbers.matchAll(/\S+/g)].slice(1).map(({ index }) => index)
        const marks = [...ticks.matchAll(/\|/g)].map(({ index }) => index)
        expect(starts).toEqual(marks)
      }),
      { examples: [[1_000_000_000]] },
    )
  })

  test('has ticks of equal length that begin at 0, for any time', () => {
    fc.assert(
      fc.property(times, elapsed => {
        const [line = '', ticks = ''] = timeline({ elapsed, trace: [] }).split('\n')
        const [, ...numbers] = line.trim().split(/ +/)
        const values = numbers.map(number => Number(number.replaceAll(',', '')))
        const step = values[1] ?? 0
        expect(values).toHaveLength(ticks.split('|').length - 1)
        expect(values).toEqual(values.map((_, index) => index * step))
      }),
      { examples: [[1_000_000_000]] },
    )
  })
})

describe('any trace', () => {
  test('that uses every mark has its legend on more than one line', () => {
    const outcomes = ['cut', 'dropped', 'open'] as const
    const requests = outcomes.map((outcome, index) => ({ ...request(index, 0, 100), outcome }))
    const timer = { ...request(3, 0, 100), kind: 'timer', outcome: 'done' } as const
    const main = { ...request(5, 0, 50), track: 'main', kind: 'blocked' } as const
    const trace: Span[] = [
      ...requests,
      { ...timer, track: 'timer 1', due: 100 },
      { ...timer, track: 'timer 2', due: 50 },
      main,
      { ...main, kind: 'computing', from: 50, to: 100 },
    ]
    const widths = timeline({ elapsed: 100, trace })
      .split('\n')
      .map(line => line.length)
    expect(Math.max(...widths)).toBeLessThanOrEqual(80)
  })

  test('is never wider than 80 columns, its legend included', () => {
    fc.assert(
      fc.property(runs(), run => {
        const widths = timeline(run)
          .split('\n')
          .map(line => line.length)
        expect(Math.max(...widths)).toBeLessThanOrEqual(80)
      }),
    )
  })

  test('has no line that ends with a space, and no empty line at its end', () => {
    fc.assert(
      fc.property(runs(), run => {
        expect(timeline(run)).not.toMatch(/ $/m)
        expect(timeline(run)).toMatch(/\S$/)
      }),
    )
  })

  test('is plain ASCII, without control characters or colours', () => {
    fc.assert(
      fc.property(runs(), run => {
        expect(timeline(run)).toMatch(/^[ -~\n]*$/)
      }),
    )
  })

  test('has a row for every request as long as there are at most 24', () => {
    fc.assert(
      fc.property(runs({ kinds: ['request', 'blocked', 'computing'], most: 24 }), run => {
        const requests = run.trace.filter(({ kind }) => kind === 'request')
        const rows = timeline(run)
          .split('\n')
          .filter(line => line.startsWith('GET '))
        expect(rows).toHaveLength(requests.length)
      }),
    )
  })

  test('has a row for every request also when each has a timeout beside it', async () => {
    const run = await simulate({ server: notebook }, () =>
      Promise.all(urls.map(url => fetch(url, { signal: AbortSignal.timeout(1000) }))),
    )
    const rows = timeline(run)
      .split('\n')
      .filter(line => line.startsWith('GET '))
    expect(rows).toHaveLength(19)
  })

  test('with more than 24 rows has fewer than 40 lines and says how many are hidden', () => {
    fc.assert(
      fc.property(runs({ kinds: ['request'], least: 25, most: 200 }), run => {
        const picture = timeline(run)
        const shown = picture.split('\n').filter(line => line.startsWith('GET ')).length
        expect(picture.split('\n').length).toBeLessThan(40)
        expect(picture).toContain(`\n.. ${run.trace.length - shown} more ..\n`)
        expect(picture).toContain(`\nall ${run.trace.length} together`)
      }),
    )
  })

  test('shows every request somewhere: its bar is never blank', () => {
    fc.assert(
      fc.property(runs({ kinds: ['request'], least: 1, most: 24 }), run => {
        const [, ticks = '', ...lines] = timeline(run).split('\n')
        const rows = lines.filter(line => line.startsWith('GET '))
        for (const row of rows) expect(row.slice(ticks.indexOf('|'))).toMatch(/[=x?/>]/)
      }),
    )
  })

  test('explains every mark that it uses', () => {
    fc.assert(
      fc.property(runs({ least: 1, most: 20 }), run => {
        const [picture = '', legend = ''] = timeline(run).split('\n\n')
        const [, ticks = '', ...lines] = picture.split('\n')
        const bars = lines.map(line => line.slice(ticks.indexOf('|'))).join('\n')
        const used = ['=', '#', '%', '|', '!', '/', '>'].filter(mark => bars.includes(mark))
        const explained = legend.split(/ {3}|\n/).map(entry => entry.charAt(0))
        expect(explained).toEqual(expect.arrayContaining(used))
      }),
    )
  })

  test('of a thousand requests is readable: both ends of it, and the sum', () => {
    const trace = Array.from({ length: 1000 }, (_, index) => request(index, index * 10, 100))
    const picture = timeline({ elapsed: 10_090, trace })
    expect(`\n${picture}\n`).toBe(`
                ms 0                      5,000
                   |----------------------|------------------------
your function      ................................................     0-10,090
GET /posts/1       =                                                       0-100
GET /posts/2       =                                                      10-110
GET /posts/3       =                                                      20-120
GET /posts/4       =                                                      30-130
GET /posts/5       =                                                      40-140
GET /posts/6       =                                                      50-150
GET /posts/7       =                                                      60-160
GET /posts/8       =                                                      70-170
GET /posts/9       =                                                      80-180
GET /posts/10      =                                                      90-190
GET /posts/11      =                                                     100-200
GET /posts/12      =                                                     110-210
GET /posts/13      ==                                                    120-220
GET /posts/14      ==                                                    130-230
GET /posts/15      ==                                                    140-240
GET /posts/16      ==                                                    150-250
.. 980 more ..
GET /posts/997                                                    = 9,960-10,060
GET /posts/998                                                    = 9,970-10,070
GET /posts/999                                                    = 9,980-10,080
GET /posts/1000                                                   = 9,990-10,090
all 1,000 together 999999999999999999999999999999999999999999999999      peak 10

= in flight
`)
  })

  test('of ten thousand requests is drawn, too', () => {
    const trace = Array.from({ length: 10_000 }, (_, index) => request(index, index, 100))
    const lines = timeline({ elapsed: 10_099, trace }).split('\n')
    expect(lines).toHaveLength(27)
    expect(lines).toContain('.. 9,980 more ..')
    expect(lines.at(-3)).toMatch(/^all 10,000 together 9+ +peak 100$/)
  })

  test('of a main thread that was busy 200,000 times is drawn, too', () => {
    const trace = Array.from({ length: 200_000 }, (_, index): Span => {
      const [from, to] = [index / 100, (index + 1) / 100]
      const order = { opened: 2 * index, closed: 2 * index + 1 }
      return {
        track: 'main',
        kind: 'computing',
        label: 'burn',
        from,
        to,
        outcome: 'done',
        ...order,
      }
    })
    expect(timeline({ elapsed: 2000, trace })).toMatch(/^main thread +%+ busy 2,000$/m)
  })
})

// ---- traces that no program made -------------------------------------------------------------------

/** Simulated ms: nothing, a few, whole ones, fractions, and up to 11 days. */
const times = fc.oneof(
  fc.constant(0),
  fc.nat(1000),
  fc.nat(1_000_000).map(micros => micros / 1000),
  fc.nat(1_000_000_000),
)

/** What the server could have got: any length of address. */
const paths = fc
  .array(fc.constantFrom('a', 'b', '/', '-', '.', '?', '=', '&', '%20', '7'), { maxLength: 60 })
  .map(parts => parts.join(''))

interface Shape {
  readonly kinds?: readonly Span['kind'][]
  readonly least?: number
  readonly most?: number
}

const ALL = ['request', 'timer', 'interval', 'blocked', 'computing'] as const

/** Runs that keep only what every trace keeps: spans in order of their beginning, each ending after it. */
function runs({ kinds = ALL, least = 0, most = 40 }: Shape = {}) {
  const spans = fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      path: paths,
      from: times,
      length: times,
      ending: fc.nat(),
      late: fc.boolean(),
    }),
    { minLength: least, maxLength: most },
  )
  return fc.record({
    elapsed: times,
    trace: spans.map(all =>
      all
        .sort((a, b) => a.from - b.from)
        .map(({ kind, path, from, length, ending, late }, index): Span => {
          const to = from + length
          const outcomes = OUTCOMES[kind as keyof typeof OUTCOMES]
          return {
            track: kind === 'blocked' || kind === 'computing' ? 'main' : `${kind} ${index}`,
            kind,
            label: kind === 'request' ? `GET /${path}` : `${kind} ${length}`,
            from,
            to,
            outcome: outcomes[ending % outcomes.length] as Span['outcome'],
            opened: 2 * index,
            closed: 2 * index + 1,
            ...(kind === 'request' ? { status: [200, 404, 500][ending % 3] as number } : {}),
            ...(kind === 'timer' || kind === 'interval' ? { due: late ? from : to } : {}),
          }
        }),
    ),
  })
}

const OUTCOMES = {
  request: ['answered', 'cut', 'dropped', 'unknown', 'open'],
  timer: ['done', 'cleared', 'open'],
  interval: ['done', 'cleared', 'open'],
  blocked: ['done'],
  computing: ['done'],
} as const

/** A plain answered request. */
function request(index: number, from: number, length: number): Span {
  return {
    track: `request ${index + 1}`,
    kind: 'request',
    label: `GET /posts/${index + 1}`,
    from,
    to: from + length,
    outcome: 'answered',
    opened: 2 * index,
    closed: 2 * index + 1,
    status: 200,
  }
}
