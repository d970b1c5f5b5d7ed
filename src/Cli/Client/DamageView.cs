namespace RagCluster.Cli.Client;

/// <summary>Something damaged, as the server tells it.</summary>
internal sealed record DamageView(string Kind, string What, bool IsRepaired, string Outcome, DateTimeOffset FoundAt);
