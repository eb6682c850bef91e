import { createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import { protocolViolation } from './errors.ts'

/** SCRAM-SHA-256, the server's side (RFC 5802 and RFC 7677), without channel binding. */
export class Scram {
  readonly #password: string
  /** What both sides have said, in the form in which they sign it. */
  #said = ''
  #channelBinding = ''
  #nonce = ''

  constructor(password: string) {
    this.#password = password
  }

  /** Takes the client-first-message and gives the server-first-message. */
  challenge(clientFirst: string): string {
    const [, header, bare, clientNonce] = match(/^([ny],[^,]*,)(n=[^,]*,r=([^,]+))$/, clientFirst)
    this.#channelBinding = Buffer.from(header).toString('base64')
    this.#nonce = clientNonce + SERVER_NONCE
    const serverFirst = `r=${this.#nonce},s=${SALT.toString('base64')},i=${ITERATIONS}`
    this.#said = `${bare},${serverFirst}`
    return serverFirst
  }

  /** Takes the client-final-message and gives the server-final-message; nothing if the password is wrong. */
  conclude(clientFinal: string): string | undefined {
    const [, withoutProof, binding, nonce, proof] = match(
      /^(c=([^,]*),r=([^,]*)),p=([^,]*)$/,
      clientFinal,
    )
    if (binding !== this.#channelBinding || nonce !== this.#nonce) throw malformed()
    const said = `${this.#said},${withoutProof}`
    // Like the real server's and the client's: whatever looks the same is the same password.
    const password = this.#password.normalize('NFKC')
    const salted = pbkdf2Sync(password, SALT, ITERATIONS, 32, 'sha256')
    const clientKey = hmac(salted, 'Client Key')
    const signature = hmac(createHash('sha256').update(clientKey).digest(), said)
    const expected = clientKey.map((byte, at) => byte ^ (signature[at] ?? 0))
    const given = Buffer.from(proof, 'base64')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
    return `v=${hmac(hmac(salted, 'Server Key'), said).toString('base64')}`
  }
}

/** Known to everybody: nobody guesses passwords here, and every run is the same. */
const SERVER_NONCE = 'of-the-simulated-server'
const SALT = Buffer.from('simulated')
/** The real server's 4096 would cost a millisecond of real time for each connection. */
const ITERATIONS = 1

function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

/** The parts of a message, of which each is there if it has this form. */
function match(form: RegExp, message: string): [string, string, string, string, string] {
  const parts = form.exec(message)
  if (!parts) throw malformed()
  return parts as unknown as [string, string, string, string, string]
}

function malformed() {
  return protocolViolation('malformed SCRAM message')
}
