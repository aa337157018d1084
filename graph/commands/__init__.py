"""The commands of `policygraph` that analyse a built graph, one room for each group of them; `cli` hangs them up."""
