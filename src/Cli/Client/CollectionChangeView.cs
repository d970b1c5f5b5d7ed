namespace RagCluster.Cli.Client;

/// <summary>The model that a collection is changed to (<c>building</c>) or from (<c>retiring</c>), as the API shows it.</summary>
internal sealed record CollectionChangeView(string Model, string Status, string JobId);
