using RagCluster.Vectors.Distances;

namespace RagCluster.Vectors.Indexes;

/// <summary>The original rows and how they are compared.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Metric">The metric.</param>
internal readonly record struct RowSource(IVectorRows Rows, Metric Metric);
