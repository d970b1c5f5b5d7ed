namespace RagCluster.PlannerBenchmark.Matrices;

/// <summary>A document or a query.</summary>
internal sealed record JudgedText(string Id, string Title, string Text);
