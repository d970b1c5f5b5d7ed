namespace Orleans;

/// <summary>A filter of leaving calls.</summary>
public delegate Task OutgoingGrainCallFilterDelegate(IOutgoingGrainCallContext context);
