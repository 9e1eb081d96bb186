"""From ambitions to use cases to data flows, and when the roadmap supplies the decisions that lack data."""
