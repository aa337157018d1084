"""The commands of `policygraph`, one module for each group of them; `cli` hangs them up."""
