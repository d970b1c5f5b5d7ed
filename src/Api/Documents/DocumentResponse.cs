using RagCluster.Api.Jobs;
using RagCluster.Api.Json;
using RagCluster.Corpus.Documents;

namespace RagCluster.Api.Documents;

/// <summary>A document over HTTP.</summary>
internal sealed record DocumentResponse(
    string Id,
    string Name,
    string Title,
    string Uri,
    string MediaType,
    DocumentState Status,
    long Generation,
    long IndexedGeneration,
    string ContentHash,
    long Bytes,
    int Chunks,
    Dictionary<string, object> Metadata,
    ErrorResponse? Error,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    /// <summary>The HTTP form of a document.</summary>
    internal static DocumentResponse From(Document document) =>
        new(
            document.Id.Value,
            document.Name,
            document.Title,
            document.Uri,
            document.MediaType,
            document.State,
            document.Generation,
            document.IndexedGeneration,
            document.ContentHash,
            document.ContentBytes,
            document.ChunkCount,
            MetadataJson.Write(document.Metadata),
            ErrorResponse.From(document.Failure),
            document.CreatedAt,
            document.UpdatedAt
        );
}
