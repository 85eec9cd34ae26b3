"""Where figures rest: migrations, views, named queries, the one writer, the publisher."""
