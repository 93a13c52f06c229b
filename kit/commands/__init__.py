"""The commands: `given` is what they share, each other file one command or one topic; `kit.cli` names them all."""
