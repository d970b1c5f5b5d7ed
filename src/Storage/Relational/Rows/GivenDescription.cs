namespace RagCluster.Storage.Relational.Rows;

/// <summary>What a client said about a document beside its content. A change makes a new version.</summary>
/// <param name="Title">The title.</param>
/// <param name="Uri">The address of the original.</param>
/// <param name="Metadata">The metadata as canonical JSON.</param>
internal sealed record GivenDescription(string Title, string Uri, string Metadata)
{
    /// <summary>The description that came with a document.</summary>
    /// <param name="document">The document.</param>
    public static GivenDescription Of(PreparedDocument document) => new(document.Incoming.Title, document.Incoming.Uri, document.Metadata);
}
