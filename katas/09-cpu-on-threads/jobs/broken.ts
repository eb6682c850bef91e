// A file that can't be loaded: it fails before it exports anything.
throw new TypeError('broken.ts is broken')
