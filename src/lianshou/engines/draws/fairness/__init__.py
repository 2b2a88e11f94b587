"""The fairest lottery: chances by exact leximin with their proof, and a lottery over panels that gives just these chances."""
