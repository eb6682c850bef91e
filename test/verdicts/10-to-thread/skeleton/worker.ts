// The thread's side: calls the function, which may block here as long as it likes, and answers.

throw new Error('TODO: load the function, and answer each message with what it gave or threw')
