namespace RagCluster.Cli.Client;

/// <summary>The passages of one document as the API shows them.</summary>
internal sealed record PassageGroupView(string DocumentId, string Title, string Uri, double Score, PassageView[] Passages);
