namespace Orleans;

/// <summary>A filter of arriving calls.</summary>
public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);
