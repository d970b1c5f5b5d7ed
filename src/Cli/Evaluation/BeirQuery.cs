namespace RagCluster.Cli.Evaluation;

/// <summary>A query of a test collection and the grades of its judged documents.</summary>
internal sealed record BeirQuery(string Id, string Text, IReadOnlyDictionary<string, int> Judgements);
