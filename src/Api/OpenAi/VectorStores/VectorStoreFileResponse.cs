using System.Text.Json.Serialization;
using RagCluster.Api.Json;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>A document as a file of a vector store of OpenAI's API.</summary>
/// <param name="Id">The file's id, which is the document's.</param>
/// <param name="CreatedAt">When its first version arrived, in seconds since 1970.</param>
/// <param name="VectorStoreId">The vector store's id, which is the collection's name.</param>
/// <param name="Status"><c>in_progress</c>, <c>completed</c> or <c>failed</c>.</param>
/// <param name="UsageBytes">Bytes of its latest content.</param>
/// <param name="LastError">Why it could not be indexed; null when it could.</param>
/// <param name="ChunkingStrategy">The sizes of the chunks that it is cut into.</param>
/// <param name="Attributes">Its key and value pairs, by which queries filter.</param>
internal sealed record VectorStoreFileResponse(
    string Id,
    long CreatedAt,
    string VectorStoreId,
    string Status,
    long UsageBytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] VectorStoreFileError? LastError,
    ChunkingStrategyBody ChunkingStrategy,
    Dictionary<string, object> Attributes
)
{
    /// <summary>Always <c>vector_store.file</c>.</summary>
    public string Object => "vector_store.file";

    /// <summary>The form of a document.</summary>
    internal static VectorStoreFileResponse From(Document document, CollectionSettings settings) =>
        new(
            document.Id.Value,
            document.CreatedAt.ToUnixTimeSeconds(),
            document.Collection.Name,
            document.State switch
            {
                DocumentState.Indexed => "completed",
                DocumentState.Failed => "failed",
                _ => "in_progress",
            },
            document.ContentBytes,
            document.Failure is { } failure ? new VectorStoreFileError(CodeOf(failure), failure.Message) : null,
            new ChunkingStrategyBody("static", new StaticChunking(settings.ChunkTokensMax, settings.ChunkOverlapTokens)),
            MetadataJson.Write(document.Metadata)
        );

    private static string CodeOf(DocumentFailure failure) =>
        failure.Code is DocumentFailure.UnsupportedFile or DocumentFailure.InvalidFile ? failure.Code : DocumentFailure.ServerError;
}
