import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { inTheLab, type Log, onNode } from '../beside-node.ts'

// Time limits of sockets, requests and agents. Each program asks for what never comes, in the lab and from a real
// server, and says the same in the same order; the lab gives the exact times, too.

const silent = 'http://a.example.org/silent'
const slow = 'http://a.example.org/slow'
const quick = 'http://a.example.org/quick'
const encrypted = 'https://a.example.org/silent'
const server = {
  [silent]: { silent: true },
  [encrypted]: { silent: true },
  [slow]: { delay: 60, body: 'slow' },
  [quick]: { delay: 10, body: 'quick' },
}

/** Says what becomes of a request; resolves when it is over. */
function told(request: http.ClientRequest, log: Log): Promise<void> {
  return new Promise(resolve => {
    request.on('response', response => {
      log(`response ${response.statusCode}`)
      response.resume().on('end', () => log('end'))
    })
    request.on('error', (error: NodeJS.ErrnoException) => log(`${error.code}: ${error.message}`))
    request.on('close', () => {
      log('close')
      resolve()
    })
  })
}

/** What a program does when its time is up: Node itself ends nothing. */
function giveUp(request: http.ClientRequest, log: Log): void {
  log('timeout')
  request.destroy()
}

const limited: Record<string, (url: string, log: Log) => Promise<void>> = {
  'the option of a request': (url, log) => {
    const request = http.get(url, { timeout: 80 })
    request.on('timeout', () => giveUp(request, log))
    return told(request, log)
  },
  'request.setTimeout': (url, log) => {
    const request = http.get(url)
    request.setTimeout(80, () => giveUp(request, log))
    return told(request, log)
  },
  'request.setTimeout on a request that is under way': async (url, log) => {
    const request = http.get(url)
    const over = told(request, log)
    await wait(30)
    request.setTimeout(50, () => giveUp(request, log))
    await over
  },
  'socket.setTimeout': (url, log) => {
    const request = http.get(url)
    request.on('socket', socket => {
      socket.setTimeout(80, () => {
        log('timeout')
        request.destroy(new Error('given up'))
      })
    })
    return told(request, log)
  },
  'an agent': (url, log) => {
    const request = http.get(url, { agent: new http.Agent({ timeout: 80 }) })
    request.on('timeout', () => giveUp(request, log))
    return told(request, log)
  },
  'an agent that keeps connections, and a request that has a limit of its own': (url, log) => {
    const agent = new http.Agent({ keepAlive: true, timeout: 1_000 })
    const request = http.get(url, { agent, timeout: 80 })
    request.on('timeout', () => giveUp(request, log))
    return told(request, log)
  },
}

describe('a time limit', () => {
  const real = http.createServer(() => {})
  let realUrl = ''

  beforeAll(async () => {
    await once(real.listen(0, '127.0.0.1'), 'listening')
    realUrl = `http://127.0.0.1:${(real.address() as AddressInfo).port}/`
    return () => {
      real.closeAllConnections()
      real.close()
    }
  })

  test.each(Object.entries(limited))('by %s is kept, as on Node', async (_, program) => {
    const lines = await inTheLab(log => program(silent, log), { server })
    expect(lines[0]).toBe('80 timeout')
    expect(lines.at(-1)).toBe('80 close')
    expect(lines.map(line => line.replace('80 ', ''))).toEqual(
      await onNode(log => program(realUrl, log)),
    )
  })

  test('is kept over TLS', async () => {
    const lines = await inTheLab(
      log => {
        const request = https.get(encrypted, { timeout: 80 })
        request.on('timeout', () => giveUp(request, log))
        return told(request, log)
      },
      { server },
    )
    expect(lines).toEqual(['80 timeout', '80 ECONNRESET: socket hang up', '80 close'])
  })

  test('does not end a request by itself', async () => {
    const lines = await inTheLab(
      log =>
        told(
          http.get(slow, { timeout: 20 }).on('timeout', () => log('timeout')),
          log,
        ),
      { server },
    )
    expect(lines).toEqual(['20 timeout', '60 response 200', '60 end', '60 close'])
  })

  test('that is longer than the answer takes is not told, and keeps nothing alive', async () => {
    const lines = await inTheLab(
      async log => {
        await told(
          http.get(slow, { timeout: 80 }).on('timeout', () => log('timeout')),
          log,
        )
        await wait(100)
        log('later')
      },
      { server },
    )
    expect(lines).toEqual(['60 response 200', '60 end', '60 close', '160 later'])
  })

  test('of 0 takes it away', async () => {
    const lines = await inTheLab(
      log => {
        const request = http.get(slow, { timeout: 20 }).on('timeout', () => log('timeout'))
        request.on('socket', socket => socket.setTimeout(0))
        return told(request, log)
      },
      { server },
    )
    expect(lines).toEqual(['60 response 200', '60 end', '60 close'])
  })

  test('is checked as Node checks it', async () => {
    const bad = (url: string, log: Log) => {
      const request = http.get(url)
      request.on('socket', socket => {
        try {
          socket.setTimeout(-1)
        } catch (error) {
          log((error as NodeJS.ErrnoException).code ?? '')
        }
        request.destroy()
      })
      return told(request, log)
    }
    const lines = await inTheLab(log => bad(silent, log), { server })
    expect(lines[0]).toBe('0 ERR_OUT_OF_RANGE')
    expect(lines.map(line => line.slice(2))).toEqual(await onNode(log => bad(realUrl, log)))
  })
})

test('a connection is told before its answer: limits of connecting end there', async () => {
  const lines = await inTheLab(
    log => {
      const request = http.get(quick)
      request.on('socket', socket => {
        log(`connecting: ${socket.connecting}`)
        for (const event of ['connect', 'ready']) socket.on(event, () => log(event))
      })
      return told(request, log)
    },
    { server },
  )
  expect(lines).toEqual([
    '0 connecting: true',
    '0 connect',
    '0 ready',
    '10 response 200',
    '10 end',
    '10 close',
  ])
})
