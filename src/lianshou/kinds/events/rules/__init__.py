"""Pure decisions about events: their life, signing in, what may be told of answers, the list of attendance."""
