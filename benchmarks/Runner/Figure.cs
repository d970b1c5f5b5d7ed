namespace RagCluster.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="Case">What was measured.</param>
/// <param name="Name">What the value says of it.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record Figure(string Case, string Name, double Value, string Unit);
