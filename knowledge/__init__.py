"""What the government knows about itself: offices, places, categories, articles, and search and routing over them."""
