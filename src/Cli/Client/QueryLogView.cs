namespace RagCluster.Cli.Client;

/// <summary>A page of the query log, as the API shows it.</summary>
internal sealed record QueryLogView(bool IsOn, LoggedQueryView[] Data, bool HasMore, string? LastId);
