export const line = (r: Response, url: string) => `[${r.status}] ${url}`
