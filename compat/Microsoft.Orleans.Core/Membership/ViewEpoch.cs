namespace Orleans.Runtime;

/// <summary>Names the set of silos that may hold activations, and when it came about. Equal epochs mean equal sets.</summary>
/// <param name="Number">The table's version at the last change of any silo's status.</param>
/// <param name="Hash">The hash of the live silos with their statuses.</param>
internal readonly record struct ViewEpoch(int Number, uint Hash);
