import { nothing } from 'node:fs'

nothing()
