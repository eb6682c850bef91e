// A file that can't be loaded: it fails before it exports anything.
throw new Error('broken.ts is broken')
