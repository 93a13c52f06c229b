"""What a practice does around its cases: points, quotes."""
