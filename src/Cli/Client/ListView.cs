namespace RagCluster.Cli.Client;

/// <summary>A list as the API shows it.</summary>
internal sealed record ListView<T>(T[] Data);
