import { describe, expect, test } from 'vitest'
import { observe, simulate } from '#lab'

const address = 'https://example.org/here'
const body = () => 'done'

describe('a wrong option is a TypeError that names it and says what it must be', () => {
  test.each([
    [
      'server',
      null,
      "must be an object of routes, such as { 'https://host/path': { delay: 100 } }",
    ],
    ['server', [], "must be an object of routes, such as { 'https://host/path': { delay: 100 } }"],
    ['server', 80, "must be an object of routes, such as { 'https://host/path': { delay: 100 } }"],
    [
      'server',
      'on',
      "must be an object of routes, such as { 'https://host/path': { delay: 100 } }",
    ],
    ['cores', 0, 'must be a whole number, 1 or more'],
    ['cores', -2, 'must be a whole number, 1 or more'],
    ['cores', 1.5, 'must be a whole number, 1 or more'],
    ['cores', Number.NaN, 'must be a whole number, 1 or more'],
    ['cores', Number.POSITIVE_INFINITY, 'must be a whole number, 1 or more'],
    ['cores', '4', 'must be a whole number, 1 or more'],
    ['cores', null, 'must be a whole number, 1 or more'],
    ['gil', 1, 'must be true or false'],
    ['gil', 'true', 'must be true or false'],
    ['gil', null, 'must be true or false'],
    ['switchCost', -1, 'must be a number of ms, 0 or more'],
    ['switchCost', Number.NaN, 'must be a number of ms, 0 or more'],
    ['switchCost', Number.POSITIVE_INFINITY, 'must be a number of ms, 0 or more'],
    ['switchCost', '5', 'must be a number of ms, 0 or more'],
    ['threadCost', -1, 'must be a number of ms, 0 or more'],
    ['threadCost', Number.NaN, 'must be a number of ms, 0 or more'],
    ['threadCost', Number.POSITIVE_INFINITY, 'must be a number of ms, 0 or more'],
    ['threadCost', '5', 'must be a number of ms, 0 or more'],
    ['clock', 'fast', "must be 'virtual' or 'real'"],
    ['clock', true, "must be 'virtual' or 'real'"],
    ['choices', 3, 'must be an array of whole numbers, 0 or more'],
    ['choices', [0, -1], 'must be an array of whole numbers, 0 or more'],
    ['choices', [0.5], 'must be an array of whole numbers, 0 or more'],
    ['choices', ['0'], 'must be an array of whole numbers, 0 or more'],
  ])('%s: %j', async (name, value, fault) => {
    await expect(simulate({ [name]: value }, body)).rejects.toEqual(
      new TypeError(`The option '${name}' ${fault}.`),
    )
  })

  test('observe refuses it in the same words', async () => {
    await expect(observe({ cores: 0 }, body)).rejects.toEqual(
      new TypeError("The option 'cores' must be a whole number, 1 or more."),
    )
  })

  test('the first wrong one is named where there are several', async () => {
    await expect(simulate({ gil: 'no', cores: 0 } as object, body)).rejects.toEqual(
      new TypeError("The option 'gil' must be true or false."),
    )
  })

  test('the body is not called', async () => {
    let called = false
    await simulate({ cores: 0 }, () => {
      called = true
    }).catch(() => {})
    expect(called).toBe(false)
  })

  test('the next run is as if nothing had happened', async () => {
    await simulate({ cores: 0 }, body).catch(() => {})
    const run = await simulate({}, body)
    expect(run.result).toBe('done')
  })
})

describe('options that do not exist', () => {
  test('are named, with those that do', async () => {
    await expect(simulate({ core: 2 } as object, body)).rejects.toEqual(
      new TypeError(
        "There is no option 'core'. The options are: " +
          'server, databases, cores, gil, switchCost, threadCost, clock, choices.',
      ),
    )
  })

  test.each(['toString', 'constructor', 'hasOwnProperty'])(
    "are not found on every object's prototype: %s",
    async name => {
      await expect(simulate({ [name]: 1 }, body)).rejects.toThrow(`There is no option '${name}'.`)
    },
  )

  test.each([
    ['undefined', undefined],
    ['null', null],
    ['an array', []],
    ['text', 'virtual'],
    ['the body', body],
  ])('%s in their place is refused', async (_, options) => {
    await expect(simulate(options as object, body)).rejects.toEqual(
      new TypeError(
        'The first argument of a simulation must be an object of options; pass {} if there are none.',
      ),
    )
  })
})

describe('a wrong route is named', () => {
  test.each([
    ['', {}, "is not an address; write 'https://host/path' or 'POST https://host/path'"],
    ['/here', {}, "is not an address; write 'https://host/path' or 'POST https://host/path'"],
    [
      'example.org/here',
      {},
      "is not an address; write 'https://host/path' or 'POST https://host/path'",
    ],
    [
      'localhost:3000/here',
      {},
      "is not an address; write 'https://host/path' or 'POST https://host/path'",
    ],
    [
      'ftp://example.org/here',
      {},
      "is not an address; write 'https://host/path' or 'POST https://host/path'",
    ],
    [
      `GET  ${address}`,
      {},
      "is not an address; write 'https://host/path' or 'POST https://host/path'",
    ],
    [
      `POST ${address} now`,
      {},
      "is not an address; write 'https://host/path' or 'POST https://host/path'",
    ],
    [
      `post ${address}`,
      {},
      "has the method 'post'; choose one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
    ],
    [
      `FETCH ${address}`,
      {},
      "has the method 'FETCH'; choose one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
    ],
    [address, null, 'must be an object such as { delay: 100 }'],
    [address, 100, 'must be an object such as { delay: 100 }'],
    [address, 'here', 'must be an object such as { delay: 100 }'],
    [address, [], 'must be an object such as { delay: 100 }'],
    [
      address,
      { dealy: 100 },
      "has an unknown property 'dealy'; it can have delay, status, body, headers, cut, silent, refused, unresolved",
    ],
    [address, { delay: -1 }, 'needs a delay of 0 ms or more'],
    [address, { delay: Number.NaN }, 'needs a delay of 0 ms or more'],
    [address, { delay: Number.POSITIVE_INFINITY }, 'needs a delay of 0 ms or more'],
    [address, { delay: '100' }, 'needs a delay of 0 ms or more'],
    [address, { delay: null }, 'needs a delay of 0 ms or more'],
    [address, { status: 199 }, 'needs a status from 200 to 599, except 205'],
    [address, { status: 600 }, 'needs a status from 200 to 599, except 205'],
    [address, { status: 205 }, 'needs a status from 200 to 599, except 205'],
    [address, { status: 200.5 }, 'needs a status from 200 to 599, except 205'],
    [address, { status: '200' }, 'needs a status from 200 to 599, except 205'],
    [address, { cut: 1 }, 'needs true or false for cut, silent, refused and unresolved'],
    [address, { silent: 'yes' }, 'needs true or false for cut, silent, refused and unresolved'],
    [address, { cut: true, silent: true }, 'cannot be both cut and silent'],
    [
      address,
      { headers: null },
      'needs an object of headers with valid HTTP names and text values',
    ],
    [
      address,
      { headers: 'x-id: 7' },
      'needs an object of headers with valid HTTP names and text values',
    ],
    [
      address,
      { headers: ['x-id'] },
      'needs an object of headers with valid HTTP names and text values',
    ],
    [
      address,
      { headers: { 'x id': '7' } },
      'needs an object of headers with valid HTTP names and text values',
    ],
    [
      address,
      { headers: { 'x-id:': '7' } },
      'needs an object of headers with valid HTTP names and text values',
    ],
    [
      address,
      { headers: { 'x-id': 7 } },
      'needs an object of headers with valid HTTP names and text values',
    ],
    [address, { cut: true, refused: true }, 'cannot be both cut and refused'],
    [address, { refused: true, unresolved: true }, 'cannot be both refused and unresolved'],
    [
      'https://example.org/here#part',
      {},
      'has a fragment after #, which no client sends: leave it out',
    ],
    [address, { body: () => 'here' }, 'has a body that is neither text nor JSON'],
    [address, { body: Symbol('here') }, 'has a body that is neither text nor JSON'],
    [address, { body: 7n }, 'has a body that is neither text nor JSON'],
  ])('%s with %o', async (key, route, fault) => {
    await expect(simulate({ server: { [key]: route } } as object, body)).rejects.toEqual(
      new TypeError(`The option 'server' has a wrong route: '${key}' ${fault}.`),
    )
  })

  test('where its body refers to itself, which JSON cannot', async () => {
    const circular: { self?: object } = {}
    circular.self = circular
    await expect(simulate({ server: { [address]: { body: circular } } }, body)).rejects.toEqual(
      new TypeError(
        `The option 'server' has a wrong route: '${address}' has a body that is neither text nor JSON.`,
      ),
    )
  })

  test('where other routes are right', async () => {
    const server = { [address]: {}, 'https://example.org/there': { delay: -1 } }
    await expect(simulate({ server }, body)).rejects.toEqual(
      new TypeError(
        "The option 'server' has a wrong route: 'https://example.org/there' needs a delay of 0 ms or more.",
      ),
    )
  })

  test('where two of them are one address', async () => {
    const server = { [address]: { body: 'one' }, [`GET ${address}`]: { body: 'two' } }
    await expect(simulate({ server }, body)).rejects.toThrow(
      `The option 'server' has a wrong route: 'GET ${address}'`,
    )
  })
})

describe('right options are accepted', () => {
  test.each([
    ['none', {}],
    ['a server without routes', { server: {} }],
    ['a server', { server: { [address]: { delay: 0, status: 599, body: null, headers: {} } } }],
    ['routes with methods', { server: { [`HEAD ${address}`]: {}, [`DELETE ${address}`]: {} } }],
    ['a route that is cut', { server: { [address]: { delay: 0.5, cut: true, silent: false } } }],
    ['a route that is silent', { server: { [address]: { silent: true } } }],
    ['one core', { cores: 1 }],
    ['a lock for the interpreter', { gil: true }],
    ['costs', { switchCost: 0, threadCost: 0.25 }],
    ['the virtual clock', { clock: 'virtual' as const }],
    ['choices', { choices: [0, 3, 1] }],
    ['no choices', { choices: [] }],
    ['undefined, as if it had not been written', { server: undefined, cores: undefined }],
    ['frozen ones', Object.freeze({ cores: 2 })],
  ])('%s', async (_, options) => {
    const run = await simulate(options, body)
    expect(run.result).toBe('done')
  })

  test('and the run shows the server that it was given', async () => {
    const server = { [address]: {} }
    const run = await simulate({ server }, body)
    expect(run.server).toBe(server)
  })
})

describe('a body that is not a function', () => {
  test.each([
    ['undefined', undefined],
    ['null', null],
    ['text', 'here'],
    ['a promise', Promise.resolve()],
  ])('is refused: %s', async (_, value) => {
    const sentence = 'The second argument of a simulation must be the function to run.'
    await expect(simulate({}, value as unknown as () => void)).rejects.toEqual(
      new TypeError(sentence),
    )
    await expect(observe({}, value as unknown as () => void)).rejects.toEqual(
      new TypeError(sentence),
    )
  })
})

describe('a matcher that is given no run says what it takes', () => {
  const values: [string, unknown][] = [
    ['a promise', Promise.resolve({})],
    ['undefined', undefined],
    ['null', null],
    ['a number', 950],
    ['an object', {}],
  ]

  test.each(values)('toTake: %s', (_, value) => {
    expect(() => expect(value).toTake(950)).toThrow(
      new TypeError('expect(run).toTake() takes what simulate() or observe() returned, awaited.'),
    )
  })

  test.each(values)('toPeakAt: %s', (_, value) => {
    expect(() => expect(value).toPeakAt(3)).toThrow(
      new TypeError('expect(run).toPeakAt() takes what simulate() or observe() returned, awaited.'),
    )
  })

  test.each(values)('toStartInOrder: %s', (_, value) => {
    expect(() => expect(value).toStartInOrder()).toThrow(
      new TypeError(
        'expect(run).toStartInOrder() takes what simulate() or observe() returned, awaited.',
      ),
    )
  })

  test.each(values)('toKeepTheLoopFree: %s', (_, value) => {
    expect(() => expect(value).toKeepTheLoopFree()).toThrow(
      new TypeError(
        'expect(run).toKeepTheLoopFree() takes what simulate() or observe() returned, awaited.',
      ),
    )
  })

  test.each(values)('toLeaveNothingBehind: %s', (_, value) => {
    expect(() => expect(value).toLeaveNothingBehind()).toThrow(
      new TypeError(
        'expect(run).toLeaveNothingBehind() takes what simulate() or observe() returned, awaited.',
      ),
    )
  })

  test('and it does so under .not, too, where a mistake would look like success', () => {
    expect(() => expect(undefined).not.toTake(950)).toThrow(
      new TypeError('expect(run).toTake() takes what simulate() or observe() returned, awaited.'),
    )
  })
})

describe('a matcher that is given no number says so', () => {
  test.each([
    ['NaN', Number.NaN],
    ['-1', -1],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['undefined', undefined],
  ])('%s', async (shown, value) => {
    const run = await simulate({}, body)
    expect(() => expect(run).toTake(value as number)).toThrow(
      new TypeError(`expect(run).toTake() takes a number, 0 or more; it was given ${shown}.`),
    )
    expect(() => expect(run).toPeakAt(value as number)).toThrow(
      new TypeError(`expect(run).toPeakAt() takes a number, 0 or more; it was given ${shown}.`),
    )
  })

  test('toKeepTheLoopFree names it as well', async () => {
    const run = await simulate({}, body)
    expect(() => expect(run).toKeepTheLoopFree({ within: -1 })).toThrow(
      new TypeError('expect(run).toKeepTheLoopFree() takes a number, 0 or more; it was given -1.'),
    )
  })
})
