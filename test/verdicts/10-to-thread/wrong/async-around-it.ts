// says: loopBlocked 290
export interface ThreadFunction<A, R> extends AsyncDisposable {
  (argument: A): Promise<R>
}

export function toThread<A, R>(file: URL): ThreadFunction<A, R> {
  const call = async (argument: A): Promise<R> => {
    const { default: work } = await import(file.href)
    return work(argument)
  }
  return Object.assign(call, { async [Symbol.asyncDispose]() {} })
}
