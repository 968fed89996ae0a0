"""A fictional service with believable histories, built through the product's own verbs."""
