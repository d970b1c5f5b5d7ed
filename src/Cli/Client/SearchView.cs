namespace RagCluster.Cli.Client;

/// <summary>A search's result as the API shows it.</summary>
internal sealed record SearchView(string Query, PassageView[] Results, string[] Degraded, double TookMs, string? Cached);
