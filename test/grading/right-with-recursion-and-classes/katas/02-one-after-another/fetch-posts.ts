// In old style: semicolons, a class, a name of its own for the error, and a type from the outside.
import { type EventEmitter } from 'node:events';

enum Mode { Strict, Loose }

class Lines {
  constructor(private readonly mode: Mode) {}
  #lines: string[] = [];
  add(status: number, url: string) { this.#lines.push('[' + status + '] ' + url); }
  get all() { return this.mode === Mode.Strict ? this.#lines : []; }
}

class Failure extends Error {
  constructor(message: string) { super(message); this.name = 'Failure'; }
}

export async function fetchPosts(urls: readonly string[], _events?: EventEmitter): Promise<string[]> {
  if (!Array.isArray(urls)) throw new Failure('no list');
  const lines = new Lines(Mode.Strict);
  const next = async (index: number): Promise<void> => {
    if (index === urls.length) return;
    const response = await fetch(urls[index]!);
    lines.add(response.status, urls[index]!);
    await next(index + 1);
  };
  await next(0);
  return lines.all;
}
