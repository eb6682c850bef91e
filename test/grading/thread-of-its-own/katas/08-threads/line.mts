export const lineOf = (status: number, url: string) => `[${status}] ${url}`
