"""The graph over HTTP: a SPARQL endpoint, the page that asks it, the pages of the build, and each thing at its address."""
