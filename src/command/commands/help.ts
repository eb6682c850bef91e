import { type Command, say } from './command.ts'

const USAGE = `Usage: npx kata [command]

  (none)       the list, and the first kata that fails; again on every save
  list         the katas and how many of their tests pass
  run [NN]     one kata's tests once; without NN, the first that does not pass
  hint [NN]    the next hint for a kata
  predict NN   a kata's question; what you write after NN is your answer
  solution NN  how the solution differs from yours, once your tests pass; or
               before that, with --spoil
  reset NN     a kata's skeleton again; what you have written is kept
  time NN      a kata's demonstration on the real clock; of the solution, with
               --solution
  grade DIR... submissions, for instructors: see npx kata grade --help
  help         this text

The deep katas are left out where you name none; --deep takes them in. Where
nothing happens on save, npx kata --poll looks at the files itself. For a screen
reader: npx kata --plain, which has words in place of pictures.`

export const help: Command = { takesKata: false, perform: async () => say(USAGE) }
