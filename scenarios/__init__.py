"""Stories in which somebody is approached, and the playing of them."""
