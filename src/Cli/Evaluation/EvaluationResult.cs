namespace RagCluster.Cli.Evaluation;

/// <summary>The evaluation of a test collection.</summary>
internal sealed record EvaluationResult(string Collection, int Documents, int Queries, ModeResult[] Modes);
