"""Vietnamese policy documents as a knowledge graph that can be trusted sentence by sentence."""
