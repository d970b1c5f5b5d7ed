namespace Orleans;

/// <summary>Told when a client is connected to no gateway any more.</summary>
public delegate void ConnectionToClusterLostHandler(object? sender, EventArgs e);
