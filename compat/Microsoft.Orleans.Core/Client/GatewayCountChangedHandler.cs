namespace Orleans;

/// <summary>Told when a client is connected to more or fewer gateways.</summary>
public delegate void GatewayCountChangedHandler(object? sender, GatewayCountChangedEventArgs e);
