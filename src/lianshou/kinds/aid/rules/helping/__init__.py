"""One-to-one helping: fields of need, who may help whom and how well it fits, what is due, how open duties are shared out."""
