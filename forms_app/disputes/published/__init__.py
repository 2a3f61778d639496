"""What the register tells everybody: figures, heads of its trail, receipts."""
