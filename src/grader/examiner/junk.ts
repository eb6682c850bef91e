/** What systems, editors and tools leave behind: no student has made it. */
const JUNK = /^(?:\.|__macosx$|node_modules$|thumbs\.db$|desktop\.ini$|\$recycle\.bin$|~\$)/i

/** Folders of the course beside `katas/` that look like work of a student, and are none. */
const OF_COURSE = ['solutions', 'test', 'src', 'docs']

export function isJunk(name: string): boolean {
  return JUNK.test(name)
}

/** Whether a folder of this name may have a student's work in it. */
export function mayHaveWork(name: string): boolean {
  return !isJunk(name) && !OF_COURSE.includes(name)
}

/** A file that has others in it, if somebody unpacks it. */
export function isArchive(name: string): boolean {
  return /\.(?:zip|rar|7z|tar|tgz|gz|bz2|xz)$/i.test(name)
}
