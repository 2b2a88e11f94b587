"""Pure decisions about bulletins: what a placeholder means, which typed numbers nothing backs, who may take which step."""
