using RagCluster.Client.Queries;

namespace RagCluster.Cli.Client;

/// <summary>The passages of one document as the API shows them.</summary>
internal sealed record PassageGroupView(string DocumentId, string Title, string Uri, double Score, PassageView[] Passages)
{
    /// <summary>What is printed of a group.</summary>
    internal static PassageGroupView From(PassageGroup group) =>
        new(group.DocumentId, group.Title, group.Uri, group.Score, Array.ConvertAll(group.Passages, PassageView.From));
}
