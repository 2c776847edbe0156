"""From building.yaml to map, places, zones and simulated worlds."""
