"""Pages of tables, of single figures and of the records behind them."""
