"""Finding things by what people type of their names, in Korean and in Latin letters."""
