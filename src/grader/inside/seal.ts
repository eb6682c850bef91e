import crypto from 'node:crypto'
import v8 from 'node:v8'

// What two processes say to each other, while code that nobody trusts runs in one of them: each message carries a proof
// that only who has the key can make, and its number, so that none is forged, left out, doubled or out of order.

// Kept: whoever imports a module later might change it.
const { hash, randomBytes } = crypto
const { serialize, deserialize } = v8

/** Which way a message goes: a proof for one way is none for the other. */
type Way = 'in' | 'out'

/** A message with its proof. */
interface Sealed {
  readonly number: number
  readonly proof: string
  readonly bytes: Uint8Array
}

/** A key that nobody can guess. */
export function newKey(): string {
  return randomBytes(32).toString('hex')
}

/** One end of a conversation: seals what it says, opens what it hears. */
export class Seal {
  readonly #key: string
  readonly #says: Way
  #said = 0
  #heard = 0

  /** @param says which way this end talks; the other end talks the other way */
  constructor(key: string, says: Way) {
    this.#key = key
    this.#says = says
  }

  /** @param message anything that can be cloned */
  seal(message: unknown): Sealed {
    const bytes = serialize(message)
    const number = this.#said++
    return { number, proof: this.#proof(this.#says, number, bytes), bytes }
  }

  /** What was sealed by the other end, if this is the next that it has said; nothing if it is anything else. */
  open(sealed: unknown): { readonly message: unknown } | undefined {
    if (!isSealed(sealed) || sealed.number !== this.#heard) return undefined
    const { number, proof, bytes } = sealed
    const way = this.#says === 'in' ? 'out' : 'in'
    if (proof !== this.#proof(way, number, bytes)) return undefined
    this.#heard++
    return { message: deserialize(bytes) }
  }

  /** The key comes twice, as in HMAC (RFC 2104): a hash alone can be continued by who does not know how it begins. */
  #proof(way: Way, number: number, bytes: Uint8Array): string {
    const what = `${way} ${number} ${hash('sha256', bytes)}`
    return hash('sha256', `${this.#key} ${hash('sha256', `${this.#key} ${what}`)}`)
  }
}

function isSealed(value: unknown): value is Sealed {
  const { number, proof, bytes } = (value ?? {}) as Partial<Sealed>
  return typeof number === 'number' && typeof proof === 'string' && bytes instanceof Uint8Array
}
