namespace RagCluster.Cli.Evaluation;

/// <summary>The evaluation of a test collection.</summary>
/// <param name="Collection">Its name.</param>
/// <param name="Documents">How many documents were searched.</param>
/// <param name="Queries">How many queries were run.</param>
/// <param name="LeftOut">A line for each document and query that could not take part.</param>
/// <param name="Modes">What was measured.</param>
internal sealed record EvaluationResult(string Collection, int Documents, int Queries, string[] LeftOut, ModeResult[] Modes);
