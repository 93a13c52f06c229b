"""One rule a file; `kit.lint.registry` finds them."""
