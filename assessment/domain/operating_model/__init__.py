"""Who does what after convergence: areas and their degree, owners, forums, teams, promises to plants."""
