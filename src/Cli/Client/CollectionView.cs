using RagCluster.Client.Collections;

namespace RagCluster.Cli.Client;

/// <summary>A collection as the API shows it.</summary>
internal sealed record CollectionView(
    string Name,
    string Model,
    string Language,
    long Documents,
    long Indexed,
    long Pending,
    long Failed,
    long Chunks,
    long Bytes,
    CollectionChangeView? ModelChange = null,
    string Prompt = ""
)
{
    /// <summary>What is printed of a collection.</summary>
    internal static CollectionView From(Collection collection) =>
        new(
            collection.Name,
            collection.Model,
            collection.Language,
            collection.Documents,
            collection.Indexed,
            collection.Pending,
            collection.Failed,
            collection.Chunks,
            collection.Bytes,
            collection.ModelChange is { } change ? new CollectionChangeView(change.Model, change.Status, change.JobId) : null
        );
}
