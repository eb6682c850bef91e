// says: Wrapping it in `async`, a promise or a timer does not help
export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const call = (argument: A) =>
    new Promise<R>((resolve, reject) => {
      setImmediate(async () => {
        try {
          const { default: work } = await import(file.href)
          resolve(work(argument))
        } catch (error) {
          reject(error)
        }
      })
    })
  return Object.assign(call, { async [Symbol.asyncDispose]() {} })
}
