// says: tooFewThreads
export class ThreadPool<Arg = unknown, Result = unknown> {
  job: Promise<{ default: (arg: Arg) => Result }>
  closed = false

  constructor(file: URL, limit: number) {
    this.job = import(file.href)
  }

  async submit(arg: Arg): Promise<Result> {
    if (this.closed) throw new Error('The pool is closed.')
    return (await this.job).default(arg)
  }

  async [Symbol.asyncDispose]() {
    this.closed = true
  }
}
