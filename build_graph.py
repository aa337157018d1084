"""Build the graph: `python build_graph.py [PATH …] [-o output]`. The same as `policygraph build`."""

import sys

from graph.commands.entry import main

if __name__ == "__main__":
    main(["build", *sys.argv[1:]])
