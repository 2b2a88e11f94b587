"""What is asked of the demonstration; a package, so that its fixture ends with it."""
