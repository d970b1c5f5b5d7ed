using RagCluster.Api.Json;
using RagCluster.Corpus.Answers;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>A passage as a result of a search in a vector store.</summary>
/// <param name="FileId">The file's id, which is the document's.</param>
/// <param name="Filename">The file's name; the document's title where it has none.</param>
/// <param name="Score">How well the passage matches, 0 to 1.</param>
/// <param name="Attributes">The document's key and value pairs.</param>
/// <param name="Content">The passage's text, as one part.</param>
internal sealed record VectorStoreHit(
    string FileId,
    string Filename,
    double Score,
    Dictionary<string, object> Attributes,
    TextPart[] Content
)
{
    /// <summary>The form of a passage.</summary>
    internal static VectorStoreHit From(Passage passage) =>
        new(
            passage.Chunk.Id.Document.Value,
            NameOf(passage.Uri, passage.Title),
            VectorStoreQuery.Score(passage),
            MetadataJson.Write(passage.Metadata),
            [new TextPart(passage.Chunk.Text)]
        );

    /// <summary>What a document is called: its name, where a passage has no other address, else its title.</summary>
    internal static string NameOf(string uri, string title) =>
        uri.Length == 0 || Uri.IsWellFormedUriString(uri, UriKind.Absolute) ? title : uri;
}
