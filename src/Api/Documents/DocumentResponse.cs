using RagCluster.Api.Jobs;
using RagCluster.Api.Json;
using RagCluster.Corpus.Documents;

namespace RagCluster.Api.Documents;

/// <summary>A document without its content.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Name">The file name or path that it came under; empty when it had none.</param>
/// <param name="Title">The title that it was given, or that was found in its content.</param>
/// <param name="Uri">Where a reader finds the original; empty when that is not known.</param>
/// <param name="MediaType">The media type that was found in its content, for example <c>application/pdf</c>.</param>
/// <param name="Status">Where its latest version stands.</param>
/// <param name="Generation">The number of its latest version, from 1; each new content adds 1.</param>
/// <param name="IndexedGeneration">The number of the version that answers questions; 0 while there is none.</param>
/// <param name="ContentHash">The SHA-256 of its latest content, in lower-case hexadecimal.</param>
/// <param name="Bytes">Bytes of its latest content.</param>
/// <param name="Chunks">Chunks of the version that answers questions.</param>
/// <param name="Metadata">Its key and value pairs, by which queries filter.</param>
/// <param name="Error">Why its latest version could not be indexed; null unless its status is <c>failed</c>.</param>
/// <param name="CreatedAt">When its first version arrived.</param>
/// <param name="UpdatedAt">When anything of it last changed.</param>
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
